#include "ui/logcallform.h"

#include "ui/callfields.h"
#include "ui/duration.h"
#include "ui/errortext.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/named.h"

#include <QVBoxLayout>

#include <algorithm>

namespace leadline {

namespace {

CallDraft draftOf(const LogCall &call)
{
    CallDraft draft;
    draft.leadId = call.leadId;
    draft.contactId = call.contactId;
    draft.phone = call.phone;
    draft.direction = call.direction;
    draft.status = call.status;
    draft.duration = durationText(call.durationSeconds);
    draft.note = call.note;
    draft.at = call.activityAt;
    return draft;
}

} // namespace

LogCallForm::LogCallForm(const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_banner(named(new Banner(theme), QStringLiteral("logCallBanner"), QString()))
    , m_fields(new CallFields(theme))
{
    named(this, QStringLiteral("logCallForm"), tr("Log a call"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 8, 20, 8);
    column->setSpacing(8);
    column->addWidget(m_banner);
    column->addWidget(m_fields, 1);
    setFocusProxy(m_fields);
    connect(m_fields, &CallFields::saveRequested, this, &LogCallForm::submit);
    connect(m_fields, &CallFields::closeRequested, this, &LogCallForm::putAside);
}

bool LogCallForm::hasDraft() const
{
    return m_lead && std::any_of(m_drafts.cbegin(), m_drafts.cend(), [this](const CallDraft &draft) {
               return draft.leadId == m_lead->id && draft.editing.isEmpty() && draft.hasTypedText();
           });
}

CallDrafts LogCallForm::drafts() const
{
    CallDrafts drafts = m_drafts;
    if (m_isOpen && m_lead) {
        CallDraft open = now();
        open.isOpen = true;
        drafts[{m_lead->id, open.key()}] = open;
    }
    return drafts;
}

void LogCallForm::setDrafts(const CallDrafts &drafts)
{
    m_drafts = drafts;
}

int LogCallForm::draftCount() const
{
    return typedCount(drafts());
}

void LogCallForm::setLead(const std::optional<Lead> &lead)
{
    if (m_lead && lead && m_lead->id == lead->id) {
        m_lead = lead;
        if (m_isOpen)
            m_fields->refreshContacts(*lead);
        return;
    }
    keepDraft();
    m_lead = lead;
    const auto left = std::find_if(m_drafts.cbegin(), m_drafts.cend(), [&lead](const CallDraft &draft) {
        return lead && draft.leadId == lead->id && draft.isOpen;
    });
    const bool wasOpen = left != m_drafts.cend();
    if (wasOpen)
        fill(*left);
    setOpen(wasOpen);
}

void LogCallForm::start(const ContactId &contact, const QString &phone)
{
    if (!m_lead)
        return;
    if (!m_isOpen) {
        fill(nextDraft());
        setOpen(true);
    }
    if (!contact.isEmpty() || !phone.isEmpty())
        m_fields->choose(contact, phone);
    m_fields->setFocus(Qt::ShortcutFocusReason);
}

void LogCallForm::edit(const Command &command)
{
    const auto *call = std::get_if<LogCall>(&command.body);
    if (call == nullptr || !m_lead || m_lead->id != call->leadId)
        return;
    putAside();
    CallDraft draft = draftOf(*call);
    draft.editing = command.id;
    draft = m_drafts.value({draft.leadId, draft.editing}, draft);
    draft.error = command.lastError;
    fill(draft);
    setOpen(true);
    m_fields->setFocus(Qt::ShortcutFocusReason);
}

bool LogCallForm::takeBack(const CommandId &id, const LogCall &call)
{
    CallDraft draft = draftOf(call);
    if (!m_lead || m_lead->id != call.leadId || m_isOpen || hasDraft()) {
        draft.takenBack = id;
        m_drafts.insert({call.leadId, draft.key()}, draft);
        Q_EMIT openChanged(m_isOpen); // there is one draft more
        return false;
    }
    fill(draft);
    setOpen(true);
    m_fields->setFocus(Qt::ShortcutFocusReason);
    return true;
}

void LogCallForm::accepted()
{
    if (m_lead)
        m_drafts.remove({m_lead->id, m_shown.key()});
    setOpen(false);
}

void LogCallForm::showProblem(const QString &text)
{
    m_banner->show(text, Tone::Bad);
}

void LogCallForm::putAside()
{
    if (!m_isOpen || !m_lead)
        return;
    CallDraft draft = now();
    draft.isOpen = false;
    m_drafts.insert({m_lead->id, draft.key()}, draft);
    setOpen(false);
}

CallDraft LogCallForm::now() const
{
    return m_fields->take(m_shown, m_clock.nowUtc());
}

void LogCallForm::keepDraft()
{
    if (!m_isOpen || !m_lead)
        return;
    CallDraft draft = now();
    draft.isOpen = true;
    m_drafts.insert({m_lead->id, draft.key()}, draft);
}

void LogCallForm::setOpen(bool isOpen)
{
    m_isOpen = isOpen;
    Q_EMIT openChanged(isOpen);
}

CallDraft LogCallForm::nextDraft() const
{
    const CallDraft own = m_drafts.value({m_lead->id, {}}, freshDraft());
    const auto other = std::find_if(m_drafts.cbegin(), m_drafts.cend(), [this](const CallDraft &draft) {
        return draft.leadId == m_lead->id && !draft.takenBack.isEmpty();
    });
    return own.hasTypedText() || other == m_drafts.cend() ? own : *other;
}

CallDraft LogCallForm::freshDraft() const
{
    CallDraft draft;
    draft.leadId = m_lead->id;
    const auto &contacts = m_lead->contacts;
    const auto reachable =
        std::find_if(contacts.begin(), contacts.end(), [](const Contact &c) { return !c.phones.isEmpty(); });
    if (reachable != contacts.end())
        draft.contactId = reachable->id;
    else if (!contacts.isEmpty())
        draft.contactId = contacts.first().id;
    draft.at = m_clock.nowUtc();
    return draft;
}

void LogCallForm::fill(const CallDraft &draft)
{
    m_shown = draft;
    m_banner->dismiss();
    if (draft.editing.isEmpty())
        m_fields->setCaption(tr("Log a call"), tr("Save call"));
    else
        m_fields->setCaption(tr("Correct a call"), tr("Save and send again"));
    m_fields->fill(*m_lead, draft);
    showErrors(draft.error);
}

void LogCallForm::submit()
{
    if (!m_isOpen || !m_lead)
        return;
    const CallDraft draft = now();
    const std::optional<int> seconds = parseDuration(draft.duration);
    if (!seconds) {
        m_fields->complainAboutDuration(tr("As 4:12, 4m, 90s, or 4 for minutes"));
        return;
    }
    m_fields->clearErrors();
    m_banner->dismiss();
    m_shown.error = {};

    LogCall call;
    call.leadId = m_lead->id;
    call.contactId = draft.contactId;
    call.phone = draft.phone;
    call.direction = draft.direction;
    call.status = draft.status;
    call.durationSeconds = *seconds;
    call.note = draft.note;
    call.activityAt = draft.at;
    if (draft.editing.isEmpty())
        Q_EMIT submitRequested(call);
    else
        Q_EMIT resubmitRequested(draft.editing, call);
}

void LogCallForm::showErrors(const ApiError &error)
{
    if (error.kind == ErrorKind::None)
        return;
    ApiError rest = error; // what no field here answers for
    rest.fieldErrors.clear();
    for (const FieldError &complaint : error.fieldErrors) {
        if (FormField *field = m_fields->fieldFor(complaint.field))
            field->setError(complaint.message);
        else
            rest.fieldErrors << complaint;
    }
    m_banner->show(describeError(rest), Tone::Bad);
}

} // namespace leadline
