#include "tests/bench/decode.h"

#include "services/close/codec/bulkpage.h"
#include "services/close/codec/leadcodec.h"
#include "services/mirror/folding.h"
#include "services/mirror/leadrecord.h"
#include "tests/bench/sandboxprocess.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <random>

namespace leadline::bench {

namespace {

constexpr int pageSize = 200;
constexpr int pageCount = 10;

QByteArray fetched(const QUrl &baseUrl, int skip)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(
        baseUrl.resolved(QUrl(QStringLiteral("lead/?_limit=%1&_skip=%2").arg(pageSize).arg(skip))));
    request.setRawHeader("Authorization", "Basic " + (SandboxProcess::apiKey() + ':').toBase64());
    QNetworkReply *const reply = manager.get(request);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return reply->readAll();
}

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

double elapsedMs(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Both ways once over one page; false if they differ.
bool readBothWays(BulkPage &page, const QByteArray &answer, Timings &ours, Timings &plain)
{
    std::vector<std::optional<LeadRecord>> rows;
    QElapsedTimer timer;
    timer.start();
    const bool isRead = page.read(answer).isOk();
    for (const BulkPage::Object &object : page.objects())
        rows.push_back(leadRecord(object));
    ours.add(elapsedMs(timer));
    std::vector<std::optional<Lead>> leads;
    timer.start();
    const QJsonArray list = QJsonDocument::fromJson(answer).object().value(QLatin1String("data")).toArray();
    for (const QJsonValue &lead : list)
        leads.push_back(decodeLead(lead.toObject()));
    plain.add(elapsedMs(timer));
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
        const int skip = int(random() % size_t(std::max(1, context.leads - pageSize)));
        const QByteArray answer = withOddTypes(fetched(close.baseUrl(), skip), random);
        for (int round = 0; round < context.rounds; ++round) {
            if (!readBothWays(page, answer, ours, plain))
                return {failed(QStringLiteral("P10"), QStringLiteral("page to rows"),
                               QStringLiteral("rows differ"))};
        }
    }
    const QString peer = QStringLiteral("QJsonDocument, decoded");
    return {atMost(QStringLiteral("P10"), QStringLiteral("page of 200 leads to rows, p95"), ours.at(0.95),
                   QStringLiteral("ms"), 1.0),
            against(QStringLiteral("P10"), QStringLiteral("page of 200 leads to rows, median"), ours.median(),
                    QStringLiteral("ms"), peer, plain.median(), 0.25)};
}

} // namespace leadline::bench
