#pragma once

#include "services/sandbox/exchange.h"
#include "services/sandbox/store.h"

#include <QJsonArray>

#include <optional>

namespace leadline::sandbox {

/// The `field-errors` answer of several fields at once (close-api.md 4).
[[nodiscard]] Reply fieldErrors(const QJsonObject &errors);

/// Reads the writable keys of a body into an object and collects what is wrong with them, in the words of
/// Close's own open-source validation library (cleancat). A key that the body lacks leaves the object as it
/// was; null clears it. Keys nobody asks for are ignored, as Close does.
class Fields
{
public:
    Fields(const QJsonObject &body, QJsonObject &target, const Store &store, double tzOffset);

    void text(const QString &key);
    void integer(const QString &key, qint64 least, qint64 most);
    void boolean(const QString &key);
    void choice(const QString &key, const QStringList &choices);
    /// A day, a moment, or null.
    void date(const QString &key);
    /// A moment; a day alone becomes its first moment.
    void moment(const QString &key);
    /// Like `moment`, but null leaves the value as it was: activities always have their times.
    void keptMoment(const QString &key);
    /// An id of another object, or null. The error stands under the key without `_id`.
    void reference(const QString &key, Kind kind);
    /// A list of objects; each is cleaned by `clean`, which returns its errors (empty = fine).
    void objects(const QString &key,
                 const std::function<QJsonObject(const QJsonObject &, QJsonObject &)> &clean);
    void texts(const QString &key);
    void https(const QString &key);

    /// "This field is required." unless the target has a value for it.
    void require(const QString &key);
    /// "Value cannot be changed." when the body asks for another value than the target has.
    void fixed(const QString &key);
    void fail(const QString &key, const QString &message);
    void fail(const QJsonObject &errors);

    [[nodiscard]] bool has(const QString &key) const { return m_body.contains(key); }
    [[nodiscard]] QJsonValue sent(const QString &key) const { return m_body.value(key); }
    [[nodiscard]] const QJsonObject &errors() const { return m_errors; }
    /// The 400 to answer, if anything is wrong.
    [[nodiscard]] std::optional<Reply> reply() const;

private:
    /// True when the key was sent with a value of the type; null is stored and answered with false.
    bool take(const QString &key, QJsonValue::Type type);

    const QJsonObject &m_body;
    QJsonObject &m_target;
    const Store &m_store;
    double m_tzOffset;
    QJsonObject m_errors;
};

/// `lead_id` -> `lead`: how errors name a reference.
[[nodiscard]] QString errorKey(const QString &key);

} // namespace leadline::sandbox
