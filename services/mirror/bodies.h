#pragma once

#include "services/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>
#include <optional>
#include <string_view>

namespace leadline {

class Database;

enum class BodyKind { Lead, Activity };

/// Objects of Close as one connection of the mirror keeps them: their JSON, compressed by zstd with a
/// dictionary of the organisation's own bodies once one was learned. Bodies of older files (zlib) are read as
/// well. All but `learn` throw SQLite::Exception and are used inside `guarded` only.
class Bodies
{
public:
    explicit Bodies(Database &database);
    ~Bodies();
    Q_DISABLE_COPY_MOVE(Bodies)

    [[nodiscard]] QByteArray packed(BodyKind kind, std::string_view json);
    /// The JSON text; nothing if the bytes are damaged.
    [[nodiscard]] std::optional<QByteArray> unpacked(const QByteArray &packed);
    [[nodiscard]] std::optional<QJsonObject> json(const QByteArray &packed);

    /// For the writer, outside of a transaction: once enough bodies were packed without a dictionary, trains
    /// one from them and stores it if it makes them smaller by a tenth. Takes a tenth of a second, once; a
    /// dictionary that cannot be stored is not used.
    void learn();

private:
    struct Kind;
    struct State;
    [[nodiscard]] Kind &kindOf(BodyKind kind);
    bool use(Kind &kind, const QByteArray &dictionary);
    [[nodiscard]] const void *decoderFor(unsigned id);
    void learn(Kind &kind);
    [[nodiscard]] bool isWorth(const Kind &kind, const QByteArray &dictionary);

    Database &m_database;
    std::unique_ptr<State> m_state;
};

/// Nothing stays nothing; damaged bytes are a Storage error that names the id.
[[nodiscard]] Result<std::optional<QJsonObject>>
unpackedIfAny(Database &database, const std::optional<QByteArray> &packed, const QString &id);

/// Compact JSON text.
[[nodiscard]] QByteArray jsonText(const QJsonObject &json);

} // namespace leadline
