#include "tests/bench/catchup.h"

#include "tests/bench/desk.h"
#include "tests/bench/filledmirror.h"
#include "tests/bench/pulse.h"
#include "tests/bench/sandboxprocess.h"
#include "tests/bench/usage.h"
#include "tests/bench/waiting.h"
#include "ui/searchbox.h"

#include <QDir>
#include <QEventLoop>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QScrollBar>

namespace leadline::bench {

namespace {

const QString id = QStringLiteral("P3");
constexpr int eventCount = 5'000;
constexpr int eventPage = 50;
constexpr int requestsASecond = 20;
constexpr int keyEveryMs = 83;
constexpr int frameMs = 16;

QString newName(int number)
{
    return QStringLiteral("Renamed %1").arg(number);
}

/// A copy of the filled mirror whose first load is over, so that nothing but the log is read.
QString copiedMirror(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    const QStringList files = QDir(from).entryList(QDir::Files);
    for (const QString &file : files)
        QFile::copy(from + u'/' + file, to + u'/' + file);
    const auto service = openQuietly(to);
    if (!service)
        return service.error().message;
    PullState state = (*service)->mirror().pullState();
    state.phase = PullPhase::Complete;
    state.hasLoaded = true;
    bool isKept = false;
    (*service)->mirror().putPullState(state, [&](const Result<Done> &) { isKept = true; });
    return waitFor([&] { return isKept; }) ? QString() : QStringLiteral("not kept");
}

/// Somebody else renames these leads, one request each; how many Close took.
int rename(const QUrl &close, const QList<LeadId> &leads)
{
    QNetworkAccessManager manager;
    int taken = 0;
    for (int i = 0; i < leads.size(); ++i) {
        QNetworkRequest request(close.resolved(QUrl(QStringLiteral("lead/%1/").arg(leads.at(i).value))));
        request.setRawHeader("Authorization", "Basic " + (SandboxProcess::apiKey() + ':').toBase64());
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        const QJsonObject body{{QStringLiteral("name"), newName(i)}};
        QNetworkReply *const reply = manager.put(request, QJsonDocument(body).toJson());
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        taken += reply->error() == QNetworkReply::NoError ? 1 : 0;
        delete reply;
    }
    return taken;
}

/// A person who types into the search and scrolls the list, without a pause.
class Person
{
public:
    explicit Person(Desk &desk) : m_bar(desk.list().verticalScrollBar())
    {
        auto *const box = desk.workspace().findChild<SearchBox *>();
        box->popUp();
        auto *const edit = box->findChild<QLineEdit *>(QStringLiteral("searchEdit"));
        QObject::connect(&m_keys, &QTimer::timeout, edit, [this, edit] {
            static const QString text = QStringLiteral("meridian holding");
            if (m_typed % text.size() == 0)
                edit->clear();
            const QChar letter = text.at(m_typed++ % text.size());
            QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
            QCoreApplication::sendEvent(edit, &press);
        });
        QObject::connect(&m_frames, &QTimer::timeout, m_bar,
                         [this] { m_bar->setValue((m_bar->value() + 60) % std::max(1, m_bar->maximum())); });
        m_keys.start(keyEveryMs);
        m_frames.start(frameMs);
    }

private:
    QScrollBar *m_bar;
    QTimer m_keys;
    QTimer m_frames;
    qsizetype m_typed = 0;
};

QList<Figure> taken(const Context &context, const QUrl &close, const QString &folder,
                    const QList<LeadId> &leads)
{
    const auto service = openService(folder, close);
    if (!service)
        return {failed(id, QStringLiteral("open"), service.error().message)};
    Mirror &mirror = (*service)->mirror();
    Desk desk(**service);
    if (!desk.waitForList())
        return {failed(id, QStringLiteral("list"), QStringLiteral("is not whole"))};
    QSet<LeadId> missing(leads.begin(), leads.end());
    QObject::connect(&mirror, &Mirror::leadsChanged, &desk.workspace(), [&](const QList<LeadId> &ids) {
        for (const LeadId &lead : ids)
            missing.remove(lead);
    });
    const Person person(desk);
    settle();
    Pulse pulse;
    const double computedBefore = Usage::now().processorSeconds;
    QElapsedTimer timer;
    timer.start();
    (*service)->start();
    if (!waitFor([&] { return missing.isEmpty(); }, 600'000))
        return {
            failed(id, QStringLiteral("catch-up"), QStringLiteral("%1 leads missing").arg(missing.size()))};
    const double seconds = double(timer.elapsed()) / 1000;
    pulse.stop();
    for (int i = 0; i < leads.size(); ++i) {
        const auto lead = mirror.lead(leads.at(i));
        if (!lead || lead->displayName != newName(i))
            return {failed(id, QStringLiteral("oracle"), leads.at(i).value)};
    }
    const QString ms = QStringLiteral("ms");
    return {against(id, QStringLiteral("%1 events, last one visible").arg(leads.size()), seconds,
                    QStringLiteral("s"),
                    QStringLiteral("%1 events a page, %2 requests/s").arg(eventPage).arg(requestsASecond),
                    double(eventCount) / eventPage / requestsASecond, 1.2),
            atMost(id, QStringLiteral("longest gap of the window's thread, %1 leads").arg(context.leads),
                   pulse.gaps().max(), ms, 16.7),
            beside(id, QStringLiteral("gap, p99.9"), pulse.gaps().at(0.999), ms, {}, 0),
            atMost(id, QStringLiteral("longest gap, computing alone"), pulse.computed().max(), ms, 16.7),
            beside(id, QStringLiteral("processor time"), Usage::now().processorSeconds - computedBefore,
                   QStringLiteral("s"), {}, 0)};
}

} // namespace

QList<Figure> catchUp(const Context &context)
{
    const auto filled = filledMirror(context);
    if (!filled)
        return {failed(id, QStringLiteral("filled mirror"), filled.error().message)};
    const QString folder = context.folder + QStringLiteral("/catchup");
    const QString state = context.folder + QStringLiteral("/catchup.jsonl");
    QFile::remove(state);
    if (const QString wrong = copiedMirror(*filled, folder); !wrong.isEmpty())
        return {failed(id, QStringLiteral("copy"), wrong)};
    QList<LeadId> leads;
    {
        const auto mirror = Mirror::open(folder);
        if (!mirror)
            return {failed(id, QStringLiteral("open"), mirror.error().message)};
        const auto keys = (*mirror)->leadKeys({}, QDateTime::currentDateTimeUtc(), eventCount);
        const QList<LeadRow> rows = (*mirror)->leadRows(keys);
        for (const LeadRow &row : rows)
            leads << row.id;
    }
    {
        const SandboxProcess hasty(
            context, {QStringLiteral("--rate"), QStringLiteral("0"), QStringLiteral("--state"), state});
        if (rename(hasty.baseUrl(), leads) != leads.size())
            return {failed(id, QStringLiteral("changes"), QStringLiteral("refused"))};
    }
    const SandboxProcess close(context, {QStringLiteral("--rate"), QString::number(requestsASecond),
                                         QStringLiteral("--latency"), QStringLiteral("20"),
                                         QStringLiteral("--state"), state});
    const QList<Figure> figures = taken(context, close.baseUrl(), folder, leads);
    QDir(folder).removeRecursively();
    QFile::remove(state);
    return figures;
}

} // namespace leadline::bench
