#include "tests/bench/closecheck.h"

#include "tests/bench/sandboxprocess.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QThread>

#include <algorithm>
#include <random>

namespace leadline::bench {

namespace {

constexpr int pageSize = 200;
constexpr int mostSkip = 250'000; // as Close allows
constexpr int tries = 40;

/// The lists of a lead have no order of their own.
QJsonObject sorted(QJsonObject lead)
{
    lead.remove(QLatin1String("__object_type")); // a search's own mark (close-api.md 6.1)
    for (const char *name : {"contacts", "tasks", "opportunities"}) {
        const QJsonArray array = lead.value(QLatin1String(name)).toArray();
        std::vector<QJsonObject> objects;
        for (const QJsonValue &object : array)
            objects.push_back(object.toObject());
        std::sort(objects.begin(), objects.end(), [](const QJsonObject &a, const QJsonObject &b) {
            return a.value(QLatin1String("id")).toString() < b.value(QLatin1String("id")).toString();
        });
        QJsonArray inOrder;
        for (const QJsonObject &object : objects)
            inOrder.append(object);
        lead.insert(QLatin1String(name), inOrder);
    }
    return lead;
}

} // namespace

QByteArray fetched(const QUrl &baseUrl, const QString &path)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(baseUrl.resolved(QUrl(path)));
    request.setRawHeader("Authorization", "Basic " + (SandboxProcess::apiKey() + ':').toBase64());
    for (int i = 0; i < tries; ++i) {
        QNetworkReply *const reply = manager.get(request);
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        reply->deleteLater();
        if (reply->error() == QNetworkReply::NoError)
            return reply->readAll();
        QThread::msleep(500); // busy
    }
    return {};
}

QString differingLeads(const Mirror &mirror, const QUrl &close, const Context &context, int pages)
{
    std::mt19937_64 random(context.seed);
    const int most = std::max(1, std::min(context.leads - pageSize, mostSkip));
    for (int page = 0; page < pages; ++page) {
        const QByteArray answer = fetched(
            close,
            QStringLiteral("lead/?_limit=%1&_skip=%2").arg(pageSize).arg(int(random() % size_t(most))));
        const QJsonArray leads =
            QJsonDocument::fromJson(answer).object().value(QLatin1String("data")).toArray();
        if (leads.isEmpty())
            return QStringLiteral("no page to compare with");
        for (const QJsonValue &value : leads) {
            const QJsonObject theirs = value.toObject();
            const auto ours = mirror.lead(LeadId(theirs.value(QLatin1String("id")).toString()));
            if (!ours || sorted(ours->raw) != sorted(theirs))
                return theirs.value(QLatin1String("id")).toString() + QStringLiteral(" differs");
        }
    }
    return {};
}

} // namespace leadline::bench
