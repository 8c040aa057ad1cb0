#include "services/close/codec/bulkpage.h"
#include "services/close/codec/leadcodec.h"
#include "services/mirror/leadrecord.h"
#include "services/mirror/mirror.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTextStream>

#include <algorithm>
#include <ctime>

using namespace leadline;

namespace {

double processorSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return double(used.tv_sec) + double(used.tv_nsec) / 1e9;
}

/// Times of one step, in milliseconds.
struct Times
{
    std::vector<double> all;
    QString text()
    {
        std::sort(all.begin(), all.end());
        double sum = 0;
        for (const double each : all)
            sum += each;
        return all.empty() ? QString()
                           : QStringLiteral("%1 s; p50 %2, p99 %3, max %4 ms")
                                 .arg(sum / 1000, 0, 'f', 2)
                                 .arg(all[all.size() / 2], 0, 'f', 2)
                                 .arg(all[all.size() * 99 / 100], 0, 'f', 2)
                                 .arg(all.back(), 0, 'f', 2);
    }
};

double elapsedMs(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

QByteArray fetched(QNetworkAccessManager &manager, const QString &baseUrl, const QByteArray &key, int skip)
{
    QNetworkRequest request(QUrl(baseUrl + QStringLiteral("lead/?_limit=200&_skip=%1").arg(skip)));
    request.setRawHeader("Authorization", "Basic " + (key + ':').toBase64());
    QNetworkReply *reply = manager.get(request);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    return reply->readAll();
}

/// Reading a page in our way and by QJsonDocument.
void decode(const QByteArray &answer, BulkPage &page, Times &ours, Times &plain, size_t &rows)
{
    QElapsedTimer timer;
    timer.start();
    if (page.read(answer)) {
        for (const BulkPage::Object &object : page.objects())
            rows += leadRecord(object).has_value();
    }
    ours.all.push_back(elapsedMs(timer));
    timer.start();
    const QJsonArray leads = QJsonDocument::fromJson(answer).object().value(QLatin1String("data")).toArray();
    for (const QJsonValue &lead : leads)
        rows -= decodeLead(lead.toObject()).has_value();
    plain.all.push_back(elapsedMs(timer));
}

bool stored(Mirror &mirror, const QByteArray &answer, Times &times)
{
    QElapsedTimer timer;
    QEventLoop loop;
    bool isDone = false;
    timer.start();
    mirror.putLeadPage(answer, [&](const Result<LeadPageInfo> &info) {
        isDone = info && info->received > 0;
        loop.quit();
    });
    loop.exec();
    times.all.push_back(elapsedMs(timer));
    return isDone;
}

} // namespace

/// Measures, tests nothing: `mirrorload URL KEY LEADS FOLDER` takes so many leads from a Close (`leadline
/// sandbox`) into a mirror and tells how long reading and storing took, without the time of the network.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 5)
        return 2;
    auto mirror = Mirror::open(arguments.at(4));
    if (!mirror)
        return 1;
    QNetworkAccessManager manager;
    BulkPage page;
    Times ours;
    Times plain;
    Times store;
    size_t difference = 0;
    double used = 0;
    for (int skip = 0; skip < arguments.at(3).toInt(); skip += 200) {
        const QByteArray answer = fetched(manager, arguments.at(1), arguments.at(2).toUtf8(), skip);
        decode(answer, page, ours, plain, difference);
        const double before = processorSeconds();
        if (!stored(**mirror, answer, store))
            return 1;
        used += processorSeconds() - before;
        if (skip % 100'000 == 0)
            out << skip << " leads stored" << Qt::endl;
    }
    const int leads = (*mirror)->leadCount();
    const QFileInfo file(arguments.at(4) + QStringLiteral("/mirror.db"));
    out << "page to rows: " << ours.text() << "\n  QJsonDocument: " << plain.text()
        << "\nstore a page: " << store.text() << "\n  processor " << used << " s, " << leads << " leads, "
        << (leads > 0 ? file.size() / leads : 0) << " bytes a lead"
        << (difference == 0 ? "" : ", ROWS DIFFER") << Qt::endl;
    return 0;
}
