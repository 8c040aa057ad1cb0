#include "app/textjob.h"

#include <QTimer>

namespace leadline {
namespace {

constexpr int listLength = 12;
constexpr int timelineLength = 10;
constexpr auto patience = std::chrono::seconds(60);

QString describe(const Activity &activity)
{
    struct Words
    {
        QString operator()(const CallDetails &call) const
        {
            const auto direction = call.direction == CallDirection::Outbound ? QStringLiteral("Call out")
                                                                             : QStringLiteral("Call in");
            return QStringLiteral("%1, %2:%3  %4")
                .arg(direction)
                .arg(call.durationSeconds / 60)
                .arg(call.durationSeconds % 60, 2, 10, QLatin1Char('0'))
                .arg(call.note);
        }
        QString operator()(const NoteDetails &note) const { return QStringLiteral("Note  ") + note.text; }
        QString operator()(const EmailDetails &email) const { return QStringLiteral("E-mail  ") + email.subject; }
        QString operator()(const MessageDetails &message) const { return QStringLiteral("Message  ") + message.text; }
        QString operator()(const MeetingDetails &meeting) const { return QStringLiteral("Meeting  ") + meeting.title; }
        QString operator()(const StatusChangeDetails &change) const
        {
            return QStringLiteral("Status  %1 -> %2").arg(change.oldLabel, change.newLabel);
        }
        QString operator()(const TaskCompletedDetails &task) const { return QStringLiteral("Task done  ") + task.text; }
        QString operator()(const CreatedDetails &created) const
        {
            return QStringLiteral("Lead created by ") + created.source;
        }
        QString operator()(const OtherDetails &other) const { return other.typeName; }
    };
    return std::visit(Words{}, activity.details).simplified().left(90);
}

} // namespace

TextJob::TextJob(Session &session, QTextStream &out, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_out(out)
{
    connect(&session, &Session::signedIn, this, &TextJob::onSignedIn);
    connect(&session, &Session::signInFailed, this,
            [this](const ApiError &error) { fail(QStringLiteral("Sign-in failed"), error); });
    connect(&session, &Session::keychainTrouble, this, [this] { m_session.keepForThisSession(); });
}

void TextJob::start(const QUrl &baseUrl, const Secret &apiKey)
{
    m_out << "Signing in to " << baseUrl.toString() << Qt::endl;
    QTimer::singleShot(patience, this, [this] { fail(QStringLiteral("No end after a minute"), ApiError(ErrorKind::Timeout)); });
    m_session.signIn(baseUrl, apiKey);
}

void TextJob::onSignedIn(const Account &account)
{
    m_out << "Signed in as " << account.userName << ", " << account.organizationName << " (" << account.role << ")"
          << Qt::endl;
    CloseService &service = *m_session.service();
    service.setHold(std::chrono::seconds(0)); // nobody is here to take anything back
    connect(&service, &CloseService::pullProgressChanged, this, &TextJob::onPullProgress);
    service.start();
}

void TextJob::onPullProgress(const PullProgress &progress)
{
    if (progress.error.kind != ErrorKind::None)
        fail(QStringLiteral("Loading leads failed"), progress.error);
    else if (progress.hasLeads && !m_isListPrinted) {
        m_isListPrinted = true;
        printLeads();
        openFirstLead();
    }
}

void TextJob::printLeads()
{
    Mirror &mirror = m_session.service()->mirror();
    auto keys = mirror.leadKeys({});
    m_out << "\nLeads: " << keys.size() << ", last touched first\n";
    keys.resize(std::min<size_t>(keys.size(), listLength));
    for (const LeadRow &row : mirror.leadRows(keys)) {
        m_out << "  " << row.name.leftJustified(34, QLatin1Char(' '), true) << ' '
              << row.statusLabel.leftJustified(14, QLatin1Char(' '), true) << ' '
              << QStringLiteral("%1 contact(s)").arg(row.contactCount).leftJustified(14) << ' '
              << (row.hasNextTask ? row.nextTaskText : QStringLiteral("no next step")) << '\n';
    }
    m_out << Qt::flush;
}

void TextJob::openFirstLead()
{
    CloseService &service = *m_session.service();
    auto keys = service.mirror().leadKeys({});
    keys.resize(std::min<size_t>(keys.size(), 1));
    const auto rows = service.mirror().leadRows(keys);
    if (rows.isEmpty())
        return fail(QStringLiteral("The organisation has no lead"), ApiError(ErrorKind::NotFound));
    m_lead = rows.first().id;
    connect(&service, &CloseService::refreshFailed, this,
            [this](const LeadId &, const ApiError &error) { fail(QStringLiteral("Opening the lead failed"), error); });
    connect(&service, &CloseService::refreshFinished, this, &TextJob::logCall, Qt::SingleShotConnection);
    service.openLead(m_lead);
}

void TextJob::logCall()
{
    CloseService &service = *m_session.service();
    const auto lead = service.mirror().lead(m_lead);
    if (!lead)
        return fail(QStringLiteral("The lead is gone"), ApiError(ErrorKind::NotFound));
    m_out << "\n" << lead->displayName << ", " << lead->statusLabel << '\n';
    for (const Contact &contact : lead->contacts) {
        m_out << "  " << contact.displayName << (contact.title.isEmpty() ? QString() : QStringLiteral(", ") + contact.title);
        for (const Phone &phone : contact.phones)
            m_out << "  " << phone.formatted;
        m_out << '\n';
    }

    LogCall call;
    call.leadId = m_lead;
    if (!lead->contacts.isEmpty()) {
        call.contactId = lead->contacts.first().id;
        if (!lead->contacts.first().phones.isEmpty())
            call.phone = lead->contacts.first().phones.first().number;
    }
    call.durationSeconds = 252;
    call.note = QStringLiteral("Wants 20 seats from January; send the comparison by Friday.");
    call.activityAt = SystemClock().nowUtc();
    connect(&service.outbox(), &OutboxStore::changed, this, &TextJob::onOutboxChanged);
    const auto command = service.submit(call);
    if (!command)
        return fail(QStringLiteral("The call could not be kept"), command.error());
    m_command = *command;
    m_out << "\nCall kept, sending it to Close." << Qt::endl;
}

void TextJob::onOutboxChanged()
{
    if (m_command.isEmpty())
        return;
    const auto command = m_session.service()->outbox().command(m_command);
    if (!command)
        return printTimeline();
    if (command->state == CommandState::Rejected || command->state == CommandState::User
        || command->state == CommandState::Parked)
        fail(QStringLiteral("Close did not take the call"), command->lastError);
}

void TextJob::printTimeline()
{
    m_command = {};
    const auto activities = m_session.service()->mirror().activities(m_lead, {}, 0, timelineLength);
    m_out << "\nTimeline, newest first\n";
    bool isThere = false;
    for (const Activity &activity : activities) {
        m_out << "  " << activity.activityAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")) << "  "
              << describe(activity) << '\n';
        const auto *call = std::get_if<CallDetails>(&activity.details);
        isThere = isThere || (call && call->durationSeconds == 252 && call->note.startsWith(QLatin1String("Wants 20")));
    }
    m_out << (isThere ? "\nThe call stands in Close.\n" : "\nThe call is missing from the timeline.\n") << Qt::flush;
    Q_EMIT finished(isThere ? 0 : 1);
}

void TextJob::fail(const QString &what, const ApiError &error)
{
    m_out << what << ": " << error.message << " (status " << error.httpStatus << ")" << Qt::endl;
    Q_EMIT finished(1);
}

} // namespace leadline
