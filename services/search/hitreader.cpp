#include "services/search/hitreader.h"

#include "services/close/codec/activitycodec.h"
#include "services/close/codec/leadcodec.h"
#include "services/mirror/activitytable.h"
#include "services/mirror/leadtable.h"
#include "services/mirror/rowkey.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace leadline {

namespace {

constexpr int longestTitle = 120;
constexpr int longestSnippet = 160;

QStringList valuesOf(const QJsonValue &value)
{
    QStringList values;
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        for (const QJsonValue &each : list)
            values += valuesOf(each);
    } else if (const QString text = value.toVariant().toString(); !text.isEmpty()) {
        values << text;
    }
    return values;
}

QStringList customValuesOf(const QJsonObject &object)
{
    QStringList values;
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (field.key().startsWith(QLatin1String("custom")))
            values += valuesOf(field.value());
    }
    return values;
}

/// What a lead holds beside its name and its people, each as a text of its own.
QStringList textsOf(const Lead &lead)
{
    QStringList texts{lead.description, lead.url};
    for (const Address &address : lead.addresses) {
        QStringList parts{address.line1, address.line2,   address.city,
                          address.state, address.zipcode, address.country};
        parts.removeAll(QString());
        texts << parts.join(QLatin1String(", "));
    }
    return texts << customValuesOf(lead.raw);
}

QStringList textsOf(const Contact &contact)
{
    QStringList texts;
    for (const Email &email : contact.emails)
        texts << email.address;
    for (const Phone &phone : contact.phones)
        texts << (phone.formatted.isEmpty() ? phone.number : phone.formatted);
    for (const WebAddress &url : contact.urls)
        texts << url.url;
    return texts << contact.title << customValuesOf(contact.raw);
}

/// Title and text of an activity.
struct Words
{
    QString title;
    QString text;

    void operator()(const CallDetails &call) { text = call.note; }
    void operator()(const NoteDetails &note) { title = note.title, text = note.text; }
    void operator()(const MessageDetails &message) { text = message.text; }
    void operator()(const EmailDetails &email)
    {
        title = email.subject;
        text = email.preview.isEmpty() ? email.sender : email.preview;
    }
    void operator()(const MeetingDetails &meeting)
    {
        static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
        title = meeting.title;
        text = QString(meeting.noteHtml).remove(tags);
    }
    void operator()(const TaskCompletedDetails &task) { text = task.text; }
    void operator()(const StatusChangeDetails &) {}
    void operator()(const CreatedDetails &) {}
    void operator()(const OtherDetails &) {}
};

UserId userOf(const Opportunity &opportunity)
{
    return UserId(opportunity.raw.value(QLatin1String("user_id")).toString());
}

template <typename T>
const T *withKey(const QList<T> &list, RowKey key)
{
    const auto at =
        std::find_if(list.begin(), list.end(), [key](const T &each) { return rowKey(each.id.value) == key; });
    return at == list.end() ? nullptr : &*at;
}

} // namespace

HitReader::HitReader(Database &database, const SearchQuery &query, const UserId &user)
    : m_database(database), m_query(query), m_user(user)
{}

const Lead *HitReader::lead(RowKey key)
{
    if (const auto known = m_leads.constFind(key); known != m_leads.cend())
        return &*known;
    Query row(m_database.prepared("SELECT id FROM lead WHERE key = ?"));
    if (!row.bind(key).step())
        return nullptr;
    const auto body = leadtable::body(m_database, LeadId(row.text(0)));
    if (!body || !*body)
        return nullptr;
    auto decoded = decodeLead(**body);
    return decoded ? &*m_leads.insert(key, *std::move(decoded)) : nullptr;
}

std::optional<HitReader::Read> HitReader::read(const SearchCandidate &candidate)
{
    const Lead *const found = lead(candidate.lead);
    if (found == nullptr)
        return std::nullopt;
    std::optional<Read> result;
    switch (candidate.kind) {
    case SearchKind::Lead:
        result = readLead(*found);
        break;
    case SearchKind::Contact:
        result = readContact(candidate, *found);
        break;
    case SearchKind::Task:
        result = readTask(candidate, *found);
        break;
    case SearchKind::Opportunity:
        result = readOpportunity(candidate, *found);
        break;
    case SearchKind::Note:
    case SearchKind::Call:
    case SearchKind::Message:
    case SearchKind::Email:
    case SearchKind::Meeting:
    case SearchKind::Other:
        result = readActivity(candidate, *found);
        break;
    }
    if (!result)
        return std::nullopt;
    result->hit.kind = candidate.kind;
    result->hit.leadId = found->id;
    if (candidate.kind != SearchKind::Lead)
        result->hit.leadName = found->displayName;
    return result;
}

HitReader::Read HitReader::readLead(const Lead &lead)
{
    Read read;
    read.hit.objectId = lead.id.value;
    read.hit.title = marked(lead.displayName);
    read.hit.status = lead.statusLabel;
    if (!lead.addresses.isEmpty())
        read.hit.place = lead.addresses.first().city;
    if (read.hit.title.marks.isEmpty())
        read.hit.snippet = bestOf(textsOf(lead));
    read.isOwn = isOwn(lead);
    return read;
}

std::optional<HitReader::Read> HitReader::readContact(const SearchCandidate &candidate, const Lead &lead)
{
    if (candidate.contact < 0 || candidate.contact >= lead.contacts.size())
        return std::nullopt;
    const Contact &contact = lead.contacts[candidate.contact];
    const QStringList texts = textsOf(contact);
    Read read;
    read.hit.objectId = contact.id.value;
    read.hit.title = marked(contact.name.isEmpty() ? contact.displayName : contact.name);
    if (read.hit.title.marks.size() < m_query.words.size())
        read.hit.snippet = bestOf(texts);
    if (read.hit.snippet.text.isEmpty())
        read.hit.snippet = {contact.title, {}};
    read.isOwn = isOwn(lead);
    return read;
}

std::optional<HitReader::Read> HitReader::readTask(const SearchCandidate &candidate, const Lead &lead)
{
    const Task *const task = withKey(lead.tasks, candidate.item);
    if (task == nullptr)
        return std::nullopt;
    Read read;
    read.hit.objectId = task->id.value;
    read.hit.title = markedSnippet(task->text, m_query, longestSnippet);
    read.hit.at = task->dueAt.isValid() ? task->dueAt : task->dueDate.startOfDay(Qt::UTC);
    read.isOwn = isMe(task->assignedTo);
    return read;
}

std::optional<HitReader::Read> HitReader::readOpportunity(const SearchCandidate &candidate, const Lead &lead)
{
    const Opportunity *const opportunity = withKey(lead.opportunities, candidate.item);
    if (opportunity == nullptr)
        return std::nullopt;
    QStringList words{opportunity->valueFormatted, opportunity->statusLabel};
    words.removeAll(QString());
    Read read;
    read.hit.objectId = opportunity->id.value;
    read.hit.title = marked(words.join(QStringLiteral(" · ")));
    read.hit.snippet =
        bestOf(QStringList{opportunity->note, opportunity->contactName} + customValuesOf(opportunity->raw));
    read.hit.at = opportunity->closeDate.startOfDay(Qt::UTC);
    read.isOwn = isMe(userOf(*opportunity));
    return read;
}

std::optional<HitReader::Read> HitReader::readActivity(const SearchCandidate &candidate, const Lead &lead)
{
    Query row(m_database.prepared("SELECT id FROM activity WHERE key = ?"));
    if (!row.bind(candidate.item).step())
        return std::nullopt;
    const auto body = activitytable::body(m_database, ActivityId(row.text(0)));
    const auto activity = body && *body ? decodeActivity(**body) : std::nullopt;
    if (!activity || activity->leadId != lead.id)
        return std::nullopt;
    Words words;
    std::visit([&words](const auto &details) { words(details); }, activity->details);
    Read read;
    read.hit.objectId = activity->id.value;
    read.hit.title = marked(words.title);
    read.hit.snippet = markedSnippet(words.text, m_query, longestSnippet);
    read.hit.at = activity->activityAt;
    read.isOwn = isMe(activity->userId);
    return read;
}

MarkedText HitReader::marked(const QString &text) const
{
    return markedSnippet(text, m_query, longestTitle);
}

/// The text in which most of the query stands; the first of equals.
MarkedText HitReader::bestOf(const QStringList &texts) const
{
    MarkedText best;
    for (const QString &text : texts) {
        const MarkedText snippet = markedSnippet(text, m_query, longestSnippet);
        if (best.text.isEmpty() || snippet.marks.size() > best.marks.size())
            best = snippet;
    }
    return best.marks.isEmpty() ? MarkedText() : best;
}

bool HitReader::isOwn(const Lead &lead) const
{
    return std::any_of(lead.tasks.begin(), lead.tasks.end(),
                       [this](const Task &task) { return isMe(task.assignedTo); }) ||
           std::any_of(lead.opportunities.begin(), lead.opportunities.end(),
                       [this](const Opportunity &each) { return isMe(userOf(each)); });
}

} // namespace leadline
