#include "services/sandbox/world/statefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace leadline::sandbox {

namespace {

constexpr int Version = 1;

QJsonObject headerOf(quint64 seed, int leads)
{
    return {{QStringLiteral("format"), QStringLiteral("leadline sandbox")},
            {QStringLiteral("version"), Version},
            {QStringLiteral("seed"), QString::number(seed)}, // a JSON number would lose the last bits
            {QStringLiteral("leads"), leads}};
}

} // namespace

StateFile::StateFile(const QString &path, quint64 seed, int leads, const QDateTime &now)
    : m_file(path), m_epoch(now)
{
    if (!path.isEmpty())
        open(headerOf(seed, leads));
}

void StateFile::open(QJsonObject header)
{
    const QString path = m_file.fileName();
    QDir().mkpath(QFileInfo(path).absolutePath());
    m_lock.emplace(path + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0); // no age makes a lock stale, only the death of its owner
    if (!m_lock->tryLock(0) && m_lock->error() == QLockFile::LockFailedError)
        return fail(QStringLiteral("%1 is in use by another sandbox").arg(path));
    if (!m_file.open(QIODevice::ReadWrite, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return fail(QStringLiteral("%1: %2").arg(path, m_file.errorString()));
    m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray first = m_file.readLine();
    if (!first.endsWith('\n')) { // new, or torn in its very first line
        header.insert(QStringLiteral("now"), m_epoch.toUTC().toString(Qt::ISODateWithMs));
        m_file.resize(0);
        m_file.seek(0);
        return append(header);
    }
    QJsonObject found = QJsonDocument::fromJson(first).object();
    const QDateTime epoch =
        QDateTime::fromString(found.take(QStringLiteral("now")).toString(), Qt::ISODateWithMs);
    if (found != header || !epoch.isValid()) {
        return fail(QStringLiteral("%1 belongs to another organisation (seed %2, %3 leads)")
                        .arg(path, found.value(QLatin1String("seed")).toString())
                        .arg(found.value(QLatin1String("leads")).toInt()));
    }
    m_epoch = epoch.toUTC();
}

void StateFile::fail(const QString &problem)
{
    m_problem = problem;
    m_file.close();
}

void StateFile::replay(const std::function<void(const QJsonObject &)> &apply)
{
    for (int number = 2; m_file.isOpen() && !m_file.atEnd(); ++number) {
        const qint64 start = m_file.pos();
        const QByteArray line = m_file.readLine();
        if (!line.endsWith('\n')) {
            m_file.resize(start);
            m_file.seek(start);
            return;
        }
        const QJsonDocument change = QJsonDocument::fromJson(line);
        if (!change.isObject())
            return fail(QStringLiteral("%1: line %2 is damaged").arg(m_file.fileName()).arg(number));
        apply(change.object());
    }
}

void StateFile::append(const QJsonObject &change)
{
    if (!m_file.isOpen())
        return;
    const QByteArray line = QJsonDocument(change).toJson(QJsonDocument::Compact) + '\n';
    if (m_file.write(line) != line.size() || !m_file.flush())
        fail(QStringLiteral("%1: %2").arg(m_file.fileName(), m_file.errorString()));
}

} // namespace leadline::sandbox
