// Writes into a store until it is killed or told to stop, and prints one line for each write that was
// acknowledged.
//   crashhelper outbox|mirror FOLDER PREFIX          until killed
//   crashhelper outbox-full|mirror-full FOLDER BYTES until no file may grow beyond BYTES, then once more
//   without limit

#include "services/mirror/mirror.h"
#include "services/mirror/outboxstore.h"
#include "tests/mirror/mirrordata.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

using namespace leadline;

namespace {

void say(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

/// Stands for a full disk: writing fails, reading and what was written before do not.
void limitFiles(rlim_t bytes)
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

Command command(const QString &id)
{
    LogCall call;
    call.leadId = LeadId(QStringLiteral("lead_1"));
    call.note = QString(500, u'n');
    Command result;
    result.id = CommandId(id);
    result.body = call;
    return result;
}

int outbox(const QString &folder, const QString &prefix)
{
    const auto store = OutboxStore::open(folder);
    for (int i = 0; store; ++i) {
        const QString id = prefix + QString::number(i);
        if (!(*store)->add(command(id)))
            return 1;
        say(id);
    }
    return 1;
}

int outboxUntilFull(const QString &folder, rlim_t bytes)
{
    const auto store = OutboxStore::open(folder);
    if (!store)
        return 1;
    limitFiles(bytes);
    for (int i = 0; i < 10000; ++i) {
        const QString id = QString::number(i);
        const auto added = (*store)->add(command(id));
        if (added) {
            say(id);
            continue;
        }
        const bool isQueueReadable = (*store)->commands().size() == i && !(*store)->command(CommandId(id));
        say(QStringLiteral("full %1 %2").arg(added.error().kind == ErrorKind::Storage).arg(isQueueReadable));
        limitFiles(RLIM_INFINITY);
        if ((*store)->add(command(id)))
            say(id);
        return 0;
    }
    return 1;
}

/// Puts leads one after another through the event loop; `isLimited` = stop after the first failure and one
/// more try.
class LeadWriter
{
public:
    LeadWriter(Mirror &mirror, QString prefix, bool isLimited)
        : m_mirror(mirror), m_prefix(std::move(prefix)), m_isLimited(isLimited)
    {}
    void next()
    {
        const QString id = QStringLiteral("lead_%1%2").arg(m_prefix).arg(m_number++);
        QJsonObject json = test::leadJson(id, id);
        QString text;
        for (int i = 0; i < 200; ++i) // so that it does not compress well
            text += QString::number(qHash(id + QString::number(i)));
        json.insert(QStringLiteral("description"), text);
        m_mirror.putLeads({test::leadFrom(json)},
                          [this, id](const Result<Done> &result) { wrote(id, result); });
    }

private:
    void wrote(const QString &id, const Result<Done> &result)
    {
        if (result)
            say(id);
        else
            say(QStringLiteral("full %1 %2")
                    .arg(result.error().kind == ErrorKind::Storage)
                    .arg(m_mirror.leadCount() == m_number - 1 &&
                         m_mirror.lead(LeadId(QStringLiteral("lead_0")))));
        if (m_isAgain || (!result && !m_isLimited)) {
            QCoreApplication::exit(0);
            return;
        }
        if (!result) {
            limitFiles(RLIM_INFINITY);
            m_isAgain = true;
            --m_number;
        }
        next();
    }

    Mirror &m_mirror;
    QString m_prefix;
    int m_number = 0;
    bool m_isLimited;
    bool m_isAgain = false;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        return 2;
    const QString &mode = arguments.at(1);
    const QString &folder = arguments.at(2);
    if (mode == QLatin1String("outbox"))
        return outbox(folder, arguments.at(3));
    if (mode == QLatin1String("outbox-full"))
        return outboxUntilFull(folder, arguments.at(3).toULongLong());
    const bool isLimited = mode == QLatin1String("mirror-full");
    const auto mirror = Mirror::open(folder);
    if (!mirror)
        return 1;
    LeadWriter writer(**mirror, isLimited ? QString() : arguments.at(3), isLimited);
    if (isLimited)
        limitFiles(arguments.at(3).toULongLong());
    writer.next();
    return QCoreApplication::exec();
}
