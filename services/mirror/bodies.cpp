#include "services/mirror/bodies.h"

#include "services/mirror/database.h"

#include <QJsonDocument>

#include <zdict.h>
#include <zstd.h>

#include <array>
#include <map>

namespace leadline {

namespace {

constexpr int level = 1; // beyond it the time grows much faster than the gain
constexpr int dictionarySize = 64 * 1024;
constexpr size_t fewestSamples = 400;                 // more of them make it hardly better
constexpr qsizetype largestSamples = 8 * 1024 * 1024; // or so many bytes of them
constexpr size_t heldBack = 100;                      // samples that only judge the dictionary
constexpr unsigned long long largestBody = 256ULL * 1024 * 1024;

struct Delete
{
    void operator()(ZSTD_CCtx *p) const { ZSTD_freeCCtx(p); }
    void operator()(ZSTD_DCtx *p) const { ZSTD_freeDCtx(p); }
    void operator()(ZSTD_CDict *p) const { ZSTD_freeCDict(p); }
    void operator()(ZSTD_DDict *p) const { ZSTD_freeDDict(p); }
};
template <typename T>
using Owned = std::unique_ptr<T, Delete>;

Owned<ZSTD_CDict> encoderOf(const QByteArray &dictionary)
{
    return Owned<ZSTD_CDict>(ZSTD_createCDict(dictionary.constData(), size_t(dictionary.size()), level));
}

bool isZstd(const QByteArray &packed)
{
    // zlib's bodies begin with their size, and none is 680 MB long.
    return packed.startsWith("\x28\xb5\x2f\xfd");
}

} // namespace

struct Bodies::Kind
{
    QString name; ///< stands in files
    Owned<ZSTD_CDict> encoder;
    bool isLearned = false; ///< or found not to be worth it
    QByteArray samples;     ///< bodies packed so far, one behind the other
    std::vector<size_t> sampleSizes;
};

struct Bodies::State
{
    std::array<Kind, 2> kinds; ///< by BodyKind
    Owned<ZSTD_CCtx> encoder{ZSTD_createCCtx()};
    Owned<ZSTD_DCtx> decoder{ZSTD_createDCtx()};
    std::map<unsigned, Owned<ZSTD_DDict>> decoders; ///< by id of the dictionary; null = not in the file
    bool areKnown = false;                          ///< the newest dictionaries were looked up

    QByteArray packed(std::string_view json, const ZSTD_CDict *dictionary) const
    {
        QByteArray target(qsizetype(ZSTD_compressBound(json.size())), Qt::Uninitialized);
        const auto capacity = size_t(target.size());
        const size_t size = dictionary ? ZSTD_compress_usingCDict(encoder.get(), target.data(), capacity,
                                                                  json.data(), json.size(), dictionary)
                                       : ZSTD_compressCCtx(encoder.get(), target.data(), capacity,
                                                           json.data(), json.size(), level);
        target.resize(ZSTD_isError(size) ? 0 : qsizetype(size));
        return target;
    }
};

Bodies::Bodies(Database &database) : m_database(database), m_state(std::make_unique<State>())
{
    kindOf(BodyKind::Lead).name = QStringLiteral("lead");
    kindOf(BodyKind::Activity).name = QStringLiteral("activity");
}

Bodies::~Bodies() = default;

Bodies::Kind &Bodies::kindOf(BodyKind kind)
{
    return m_state->kinds[static_cast<size_t>(kind)];
}

QByteArray Bodies::packed(BodyKind bodyKind, std::string_view json)
{
    if (!m_state->areKnown) {
        for (Kind &kind : m_state->kinds) {
            Query query(m_database.prepared("SELECT bytes FROM dictionary WHERE kind = ? LIMIT 1"));
            kind.isLearned = query.bind(kind.name).step() && use(kind, query.bytes(0));
        }
        m_state->areKnown = true;
    }
    Kind &kind = kindOf(bodyKind);
    const bool isSample = !kind.isLearned && kind.samples.size() < largestSamples;
    if (isSample && qsizetype(json.size()) < largestSamples / 100) {
        kind.samples.append(json.data(), qsizetype(json.size()));
        kind.sampleSizes.push_back(json.size());
    }
    return m_state->packed(json, kind.encoder.get());
}

std::optional<QByteArray> Bodies::unpacked(const QByteArray &packed)
{
    if (!isZstd(packed)) {
        QByteArray json = packed.isEmpty() ? QByteArray() : qUncompress(packed);
        return json.isEmpty() ? std::nullopt : std::optional(std::move(json));
    }
    const auto size = size_t(packed.size());
    const unsigned long long expected = ZSTD_getFrameContentSize(packed.constData(), size);
    const unsigned id = ZSTD_getDictID_fromFrame(packed.constData(), size);
    const auto *dictionary = static_cast<const ZSTD_DDict *>(decoderFor(id));
    if (expected > largestBody || (id != 0 && !dictionary)) // its error values are larger than any body
        return std::nullopt;
    QByteArray json(qsizetype(expected), Qt::Uninitialized);
    const size_t done = ZSTD_decompress_usingDDict(m_state->decoder.get(), json.data(), size_t(expected),
                                                   packed.constData(), size, dictionary);
    return ZSTD_isError(done) || done != expected ? std::nullopt : std::optional(std::move(json));
}

std::optional<QJsonObject> Bodies::json(const QByteArray &packed)
{
    const auto text = unpacked(packed);
    const QJsonDocument document = text ? QJsonDocument::fromJson(*text) : QJsonDocument();
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

bool Bodies::use(Kind &kind, const QByteArray &dictionary)
{
    kind.encoder = encoderOf(dictionary);
    return kind.encoder != nullptr;
}

const void *Bodies::decoderFor(unsigned id)
{
    if (id == 0)
        return nullptr;
    const auto known = m_state->decoders.find(id);
    if (known != m_state->decoders.end())
        return known->second.get();
    Query query(m_database.prepared("SELECT bytes FROM dictionary WHERE id = ?"));
    if (!query.bind(qint64(id)).step())
        return nullptr;
    const QByteArray bytes = query.bytes(0);
    Owned<ZSTD_DDict> decoder(ZSTD_createDDict(bytes.constData(), size_t(bytes.size())));
    return m_state->decoders.emplace(id, std::move(decoder)).first->second.get();
}

void Bodies::learn()
{
    for (Kind &kind : m_state->kinds) {
        const bool isEnough =
            kind.sampleSizes.size() >= fewestSamples || kind.samples.size() >= largestSamples;
        if (!kind.isLearned && isEnough && kind.sampleSizes.size() > heldBack)
            learn(kind);
    }
}

void Bodies::learn(Kind &kind)
{
    QByteArray dictionary(dictionarySize, Qt::Uninitialized);
    const size_t size =
        ZDICT_trainFromBuffer(dictionary.data(), size_t(dictionary.size()), kind.samples.constData(),
                              kind.sampleSizes.data(), unsigned(kind.sampleSizes.size() - heldBack));
    dictionary.resize(ZDICT_isError(size) ? 0 : qsizetype(size));
    if (!dictionary.isEmpty() && isWorth(kind, dictionary)) {
        const auto stored = guarded([&] {
            Query query(
                m_database.prepared("INSERT OR IGNORE INTO dictionary (id, kind, bytes) VALUES (?, ?, ?)"));
            query.bind(qint64(ZDICT_getDictID(dictionary.constData(), size)))
                .bind(kind.name)
                .bind(dictionary)
                .run();
            return Done();
        });
        if (stored) // else it can do without: the disk may be full
            use(kind, dictionary);
    }
    kind.isLearned = true;
    kind.samples = QByteArray();
    kind.sampleSizes = {};
}

bool Bodies::isWorth(const Kind &kind, const QByteArray &dictionary)
{
    const auto encoder = encoderOf(dictionary);
    qsizetype plain = 0;
    qsizetype better = 0;
    const char *sample = kind.samples.constData() + kind.samples.size();
    for (size_t i = 0; i < heldBack; ++i) {
        const size_t size = kind.sampleSizes[kind.sampleSizes.size() - 1 - i];
        sample -= size;
        plain += m_state->packed({sample, size}, nullptr).size();
        better += m_state->packed({sample, size}, encoder.get()).size();
    }
    return better < plain - plain / 10;
}

Result<std::optional<QJsonObject>> unpackedIfAny(Database &database, const std::optional<QByteArray> &packed,
                                                 const QString &id)
{
    if (!packed)
        return std::optional<QJsonObject>();
    auto json = guarded([&] { return database.bodies().json(*packed); });
    if (!json || !*json)
        return ApiError(ErrorKind::Storage, QStringLiteral("damaged in the mirror: %1").arg(id));
    return json;
}

QByteArray jsonText(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

} // namespace leadline
