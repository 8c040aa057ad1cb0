#include "services/sandbox/events/eventlog.h"

#include <QJsonDocument>

#include <limits>

namespace leadline::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

QDateTime momentOf(const QJsonObject &event)
{
    auto moment = QDateTime::fromString(event.value("date_updated"_L1).toString(), Qt::ISODateWithMs);
    moment.setTimeSpec(Qt::UTC); // newer resources write no zone
    return moment;
}

QString cursorTo(QLatin1Char direction, quint64 number)
{
    const QByteArray plain = QByteArray(1, direction.toLatin1()) + QByteArray::number(number);
    return QString::fromLatin1(
        plain.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

constexpr QLatin1Char Older('o');
constexpr QLatin1Char Newer('n');

} // namespace

QJsonObject EventLog::Entry::event() const
{
    return QJsonDocument::fromJson(qUncompress(packed)).object();
}

void EventLog::add(const QJsonObject &event, const QDateTime &visibleFrom)
{
    const auto text = [&event](QLatin1String key) { return event.value(key).toString(); };
    Entry entry;
    entry.number = ++m_last;
    entry.id = text("id"_L1);
    entry.action = text("action"_L1);
    entry.objectType = text("object_type"_L1);
    entry.objectId = text("object_id"_L1);
    entry.leadId = text("lead_id"_L1);
    entry.userId = text("user_id"_L1);
    entry.apiKeyId = text("api_key_id"_L1);
    entry.requestId = text("request_id"_L1);
    entry.updated = momentOf(event);
    entry.visibleFrom = visibleFrom;
    entry.isHeld = m_toHold > 0;
    entry.packed = qCompress(QJsonDocument(event).toJson(QJsonDocument::Compact), 1);
    m_toHold = std::max(m_toHold - 1, 0);

    if (const auto known = m_byId.constFind(entry.id); known != m_byId.cend())
        forget(m_entries.find(*known));
    m_byId.insert(entry.id, entry.number);
    m_latest.insert(entry.objectId, entry.number);
    m_entries.emplace_hint(m_entries.end(), entry.number, std::move(entry));
    while (size() > m_most)
        forget(m_entries.cbegin());
}

void EventLog::forget(Entries::const_iterator entry)
{
    m_byId.remove(entry->second.id);
    if (m_latest.value(entry->second.objectId) == entry->first)
        m_latest.remove(entry->second.objectId);
    m_entries.erase(entry);
}

const EventLog::Entry *EventLog::find(const QString &id) const
{
    const auto entry = m_entries.find(m_byId.value(id));
    return entry == m_entries.end() ? nullptr : &entry->second;
}

const EventLog::Entry *EventLog::latestOf(const QString &objectId) const
{
    const auto entry = m_entries.find(m_latest.value(objectId));
    return entry == m_entries.end() ? nullptr : &entry->second;
}

void EventLog::forgetBefore(const QDateTime &moment)
{
    while (!m_entries.empty() && m_entries.cbegin()->second.updated < moment)
        forget(m_entries.cbegin());
}

void EventLog::release()
{
    m_toHold = 0;
    for (auto &[number, entry] : m_entries)
        entry.isHeld = false;
}

QList<const EventLog::Entry *> EventLog::older(quint64 than, qsizetype limit, const Filter &filter,
                                               const QDateTime &since) const
{
    QList<const Entry *> found;
    for (auto at = m_entries.lower_bound(than); at != m_entries.begin() && found.size() < limit;) {
        --at;
        if (at->second.updated < since)
            break; // the order of numbers is that of time
        if (filter(at->second))
            found.append(&at->second);
    }
    return found;
}

QList<const EventLog::Entry *> EventLog::newer(quint64 than, qsizetype limit, const Filter &filter,
                                               const QDateTime &since) const
{
    QList<const Entry *> found;
    for (auto at = m_entries.upper_bound(than); at != m_entries.end() && found.size() < limit; ++at) {
        if (at->second.updated >= since && filter(at->second))
            found.prepend(&at->second);
    }
    return found;
}

std::optional<EventLog::Page> EventLog::page(const Filter &filter, const QDateTime &since,
                                             const QDateTime &now, const QString &cursor, int limit) const
{
    const QByteArray plain = QByteArray::fromBase64(cursor.toLatin1(), QByteArray::Base64UrlEncoding);
    const bool isForward = plain.startsWith(Newer.toLatin1());
    bool isNumber = false;
    quint64 number = plain.mid(1).toULongLong(&isNumber);
    if (cursor.isEmpty())
        number = std::numeric_limits<quint64>::max();
    else if (!isNumber || (!isForward && !plain.startsWith(Older.toLatin1())))
        return std::nullopt;

    const Filter seen = [&](const Entry &entry) {
        const bool isLate = entry.visibleFrom.isValid() && entry.visibleFrom > now;
        return !entry.isHeld && !isLate && filter(entry);
    };
    Page page;
    page.entries = isForward ? newer(number, limit, seen, since) : older(number, limit, seen, since);
    if (page.entries.isEmpty())
        return page;
    const quint64 first = page.entries.first()->number;
    const quint64 last = page.entries.last()->number;
    if (!older(last, 1, seen, since).isEmpty())
        page.next = cursorTo(Older, last);
    if (!newer(first, 1, seen, since).isEmpty())
        page.previous = cursorTo(Newer, first);
    return page;
}

} // namespace leadline::sandbox
