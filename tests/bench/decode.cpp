#include "tests/bench/decode.h"

#include "services/close/codec/bulkpage.h"
#include "services/close/codec/leadcodec.h"
#include "services/mirror/folding.h"
#include "services/mirror/leadrecord.h"
#include "tests/bench/closecheck.h"
#include "tests/bench/sandboxprocess.h"
#include "tests/bench/waiting.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <random>

namespace leadline::bench {

namespace {

constexpr int pageSize = 200;
constexpr int pageCount = 10;
constexpr int mostSkip = 250'000; // as Close allows

/// One value of one lead in ten becomes something Close never sends there.
QByteArray withOddTypes(const QByteArray &answer, std::mt19937_64 &random)
{
    static const QJsonArray odd{QJsonValue(), 7, -1.5, true, QStringLiteral("x"), QJsonArray{1},
                                QJsonObject()};
    QJsonArray leads = QJsonDocument::fromJson(answer).object().value(QLatin1String("data")).toArray();
    for (qsizetype i = 0; i < leads.size(); i += 10) {
        QJsonObject lead = leads.at(i).toObject();
        const QStringList keys = lead.keys();
        if (!keys.isEmpty())
            lead.insert(keys.at(qsizetype(random() % size_t(keys.size()))), odd.at(int(random() % 7)));
        leads.replace(i, lead);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("data"), leads}}).toJson(QJsonDocument::Compact);
}

QString qText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isEqual(const std::optional<LeadRecord> &row, const std::optional<Lead> &plain)
{
    if (!row || !plain)
        return row.has_value() == plain.has_value();
    const auto ms = [](const QDateTime &at) {
        return at.isValid() ? std::optional(at.toMSecsSinceEpoch()) : std::nullopt;
    };
    return qText(row->id) == plain->id.value && qText(row->name) == plain->displayName &&
           QString::fromStdString(row->folded) == foldedForSearch(plain->displayName) &&
           qText(row->statusId) == plain->statusId.value && qText(row->statusLabel) == plain->statusLabel &&
           row->contactCount == int(plain->contacts.size()) && row->createdAt == ms(plain->dateCreated) &&
           row->updatedAt == ms(plain->dateUpdated);
}

/// Both ways once over one page; false if they differ.
bool readBothWays(BulkPage &page, const QByteArray &answer, Timings &ours, Timings &plain)
{
    std::vector<std::optional<LeadRecord>> rows;
    rows.reserve(pageSize);
    const Stopwatch reading;
    const bool isRead = page.read(answer).isOk();
    for (const BulkPage::Object &object : page.objects())
        rows.push_back(leadRecord(object));
    ours.add(reading.span());
    std::vector<std::optional<Lead>> leads;
    leads.reserve(pageSize);
    const Stopwatch decoding;
    const QJsonArray list = QJsonDocument::fromJson(answer).object().value(QLatin1String("data")).toArray();
    for (const QJsonValue &lead : list)
        leads.push_back(decodeLead(lead.toObject()));
    plain.add(decoding.span());
    return isRead && !rows.empty() &&
           std::equal(rows.begin(), rows.end(), leads.begin(), leads.end(), isEqual);
}

} // namespace

QList<Figure> decode(const Context &context)
{
    const SandboxProcess close(context, {QStringLiteral("--rate"), QStringLiteral("0")});
    std::mt19937_64 random(context.seed);
    BulkPage page;
    Timings ours;
    Timings plain;
    for (int i = 0; i < pageCount; ++i) {
        const int skip = int(random() % size_t(std::clamp(context.leads - pageSize, 1, mostSkip)));
        const QString path = QStringLiteral("lead/?_limit=%1&_skip=%2").arg(pageSize).arg(skip);
        const QByteArray answer = withOddTypes(fetched(close.baseUrl(), path), random);
        for (int round = 0; round < context.rounds; ++round) {
            if (!readBothWays(page, answer, ours, plain))
                return {failed(QStringLiteral("P10"), QStringLiteral("page to rows"),
                               QStringLiteral("rows differ"))};
        }
    }
    const QString peer = QStringLiteral("QJsonDocument, decoded");
    const QString id = QStringLiteral("P10");
    const QString ms = QStringLiteral("ms");
    return {atMost(id, QStringLiteral("page of 200 leads to rows, p95"), ours.at(0.95), ms, 1.0),
            atMost(id, QStringLiteral("page of 200 leads to rows, p95, computing alone"),
                   ours.computedAt(0.95), ms, 1.0),
            against(id, QStringLiteral("page of 200 leads to rows, median"), ours.median(), ms, peer,
                    plain.median(), 0.25),
            against(id, QStringLiteral("page of 200 leads to rows, median, computing alone"),
                    ours.computedAt(0.5), ms, peer, plain.computedAt(0.5), 0.25)};
}

} // namespace leadline::bench
