#include "tests/close/printing.h"

namespace leadline::test {

static QString print(const Phone &phone);
static QString print(const Email &email);
static QString print(const WebAddress &address);
static QString print(const Address &address);
static QString print(const LeadStatus &status);
static QString print(const PipelineStatus &status);
static QString print(const Pipeline &pipeline);

namespace {

/// Collects `name: value` lines; nested values are indented.
class Lines
{
public:
    void add(const char *name, const QString &value)
    {
        m_text += QLatin1String(name) + QLatin1String(": ") + value + u'\n';
    }
    void add(const char *name, int value) { add(name, QString::number(value)); }
    void add(const char *name, bool value)
    {
        add(name, value ? QStringLiteral("yes") : QStringLiteral("no"));
    }
    void add(const char *name, const QDateTime &value) { add(name, value.toString(Qt::ISODateWithMs)); }
    void add(const char *name, const QDate &value) { add(name, value.toString(Qt::ISODate)); }
    void add(const char *name, const QStringList &value) { add(name, value.join(QLatin1String(" | "))); }
    template <typename Tag>
    void add(const char *name, const Id<Tag> &id)
    {
        add(name, id.value);
    }
    template <typename T>
    void addEach(const char *name, const QList<T> &items)
    {
        for (const T &item : items) {
            m_text += QLatin1String(name) + QLatin1String(":\n");
            for (const QString &line : print(item).split(u'\n', Qt::SkipEmptyParts))
                m_text += QLatin1String("    ") + line + u'\n';
        }
    }
    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text;
};

void addDetails(Lines &lines, const OtherDetails &other)
{
    lines.add("type name", other.typeName);
}

void addDetails(Lines &lines, const CallDetails &call)
{
    lines.add("direction", int(call.direction));
    lines.add("status", int(call.status));
    lines.add("disposition", call.disposition);
    lines.add("duration", call.durationSeconds);
    lines.add("phone", call.phone);
    lines.add("phone formatted", call.phoneFormatted);
    lines.add("note", call.note);
    lines.add("note html", call.noteHtml);
}

void addDetails(Lines &lines, const NoteDetails &note)
{
    lines.add("title", note.title);
    lines.add("text", note.text);
    lines.add("html", note.html);
    lines.add("pinned", note.isPinned);
}

void addDetails(Lines &lines, const EmailDetails &email)
{
    lines.add("incoming", email.isIncoming);
    lines.add("status", email.status);
    lines.add("subject", email.subject);
    lines.add("preview", email.preview);
    lines.add("sender", email.sender);
    lines.add("to", email.to);
    lines.add("in thread", email.threadCount);
}

void addDetails(Lines &lines, const MessageDetails &message)
{
    lines.add("incoming", message.isIncoming);
    lines.add("status", message.status);
    lines.add("text", message.text);
    lines.add("remote phone", message.remotePhone);
}

void addDetails(Lines &lines, const MeetingDetails &meeting)
{
    lines.add("title", meeting.title);
    lines.add("status", meeting.status);
    lines.add("location", meeting.location);
    lines.add("note html", meeting.noteHtml);
    lines.add("starts at", meeting.startsAt);
    lines.add("duration", meeting.durationSeconds);
}

void addDetails(Lines &lines, const StatusChangeDetails &change)
{
    lines.add("from", change.oldLabel);
    lines.add("to", change.newLabel);
    lines.add("value", change.valueFormatted);
}

void addDetails(Lines &lines, const TaskCompletedDetails &completed)
{
    lines.add("task", completed.taskId);
    lines.add("text", completed.text);
}

void addDetails(Lines &lines, const CreatedDetails &created)
{
    lines.add("source", created.source);
}

} // namespace

static QString print(const Phone &phone)
{
    Lines lines;
    lines.add("number", phone.number);
    lines.add("formatted", phone.formatted);
    lines.add("type", phone.type);
    lines.add("country", phone.country);
    return lines.text();
}

static QString print(const Email &email)
{
    Lines lines;
    lines.add("address", email.address);
    lines.add("type", email.type);
    lines.add("unsubscribed", email.isUnsubscribed);
    return lines.text();
}

static QString print(const WebAddress &address)
{
    Lines lines;
    lines.add("url", address.url);
    lines.add("type", address.type);
    return lines.text();
}

static QString print(const Address &address)
{
    Lines lines;
    lines.add("label", address.label);
    lines.add("lines", QStringList{address.line1, address.line2});
    lines.add("town", QStringList{address.zipcode, address.city, address.state, address.country});
    return lines.text();
}

static QString print(const LeadStatus &status)
{
    Lines lines;
    lines.add("id", status.id);
    lines.add("label", status.label);
    return lines.text();
}

static QString print(const PipelineStatus &status)
{
    Lines lines;
    lines.add("id", status.id);
    lines.add("label", status.label);
    lines.add("type", status.type);
    return lines.text();
}

static QString print(const Pipeline &pipeline)
{
    Lines lines;
    lines.add("id", pipeline.id);
    lines.add("name", pipeline.name);
    lines.addEach("status", pipeline.statuses);
    return lines.text();
}

QString print(const Lead &lead)
{
    Lines lines;
    lines.add("id", lead.id);
    lines.add("display name", lead.displayName);
    lines.add("status id", lead.statusId);
    lines.add("status", lead.statusLabel);
    lines.add("description", lead.description);
    lines.add("url", lead.url);
    lines.add("html url", lead.htmlUrl);
    lines.add("created", lead.dateCreated);
    lines.add("updated", lead.dateUpdated);
    lines.add("raw keys", lead.raw.keys());
    lines.addEach("address", lead.addresses);
    lines.addEach("contact", lead.contacts);
    lines.addEach("task", lead.tasks);
    lines.addEach("opportunity", lead.opportunities);
    return lines.text();
}

QString print(const Contact &contact)
{
    Lines lines;
    lines.add("id", contact.id);
    lines.add("lead", contact.leadId);
    lines.add("name", contact.name);
    lines.add("display name", contact.displayName);
    lines.add("title", contact.title);
    lines.add("time zone", contact.timeZone);
    lines.add("updated", contact.dateUpdated);
    lines.addEach("phone", contact.phones);
    lines.addEach("email", contact.emails);
    lines.addEach("url", contact.urls);
    return lines.text();
}

QString print(const Task &task)
{
    Lines lines;
    lines.add("id", task.id);
    lines.add("lead", task.leadId);
    lines.add("type", task.type);
    lines.add("text", task.text);
    lines.add("due date", task.dueDate);
    lines.add("due at", task.dueAt);
    lines.add("complete", task.isComplete);
    lines.add("assigned to", QStringList{task.assignedTo.value, task.assignedToName});
    lines.add("contact", task.contactName);
    return lines.text();
}

QString print(const Opportunity &opportunity)
{
    Lines lines;
    lines.add("id", opportunity.id);
    lines.add("lead", opportunity.leadId);
    lines.add("status", QStringList{opportunity.statusId.value, opportunity.statusLabel});
    lines.add("pipeline", opportunity.pipelineName);
    lines.add("outcome", int(opportunity.outcome));
    lines.add("cents",
              opportunity.valueCents ? QString::number(*opportunity.valueCents) : QStringLiteral("none"));
    lines.add("formatted", opportunity.valueFormatted);
    lines.add("period", opportunity.valuePeriod);
    lines.add("confidence", opportunity.confidence);
    lines.add("closes", opportunity.closeDate);
    lines.add("contact", opportunity.contactName);
    lines.add("user", opportunity.userName);
    lines.add("note", opportunity.note);
    return lines.text();
}

QString print(const Activity &activity)
{
    Lines lines;
    lines.add("id", activity.id);
    lines.add("kind", int(activity.kind));
    lines.add("lead", activity.leadId);
    lines.add("contact", activity.contactId);
    lines.add("user", QStringList{activity.userId.value, activity.userName});
    lines.add("at", activity.activityAt);
    lines.add("created", activity.dateCreated);
    lines.add("updated", activity.dateUpdated);
    lines.add("raw keys", int(activity.raw.size()));
    std::visit([&lines](const auto &details) { addDetails(lines, details); }, activity.details);
    return lines.text();
}

QString print(const Me &me)
{
    Lines lines;
    lines.addEach("user", QList<User>{me.user});
    lines.add("organization", QStringList{me.organizationId.value, me.organizationName});
    lines.add("role", me.role);
    lines.addEach("lead status", me.leadStatuses);
    lines.addEach("pipeline", me.pipelines);
    return lines.text();
}

QString print(const User &user)
{
    Lines lines;
    lines.add("id", user.id);
    lines.add("name", user.fullName);
    lines.add("email", user.email);
    return lines.text();
}

QString print(const CustomField &field)
{
    Lines lines;
    lines.add("id", field.id);
    lines.add("name", field.name);
    lines.add("type", int(field.type));
    lines.add("several", field.acceptsMultipleValues);
    lines.add("choices", field.choices);
    return lines.text();
}

QString print(const SmartView &view)
{
    Lines lines;
    lines.add("id", view.id);
    lines.add("name", view.name);
    lines.add("type", view.type);
    return lines.text();
}

} // namespace leadline::test
