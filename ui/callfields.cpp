#include "ui/callfields.h"

#include "ui/widgets/button.h"
#include "ui/widgets/elidedcombo.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace leadline {

namespace {

QString shownPhone(const Phone &phone)
{
    return phone.formatted.isEmpty() ? phone.number : phone.formatted;
}

QString shownName(const Contact &contact)
{
    return contact.displayName.isEmpty() ? contact.name : contact.displayName;
}

} // namespace

CallFields::CallFields(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(20);
    row->addWidget(makeWho());
    m_note = named(new QPlainTextEdit, QStringLiteral("callNote"), tr("Note"));
    m_note->setTabChangesFocus(true);
    m_note->setPlaceholderText(tr("What was said"));
    m_note->setMinimumSize(180, 96);
    m_note->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // as high as its neighbours
    m_noteField = new FormField(theme, tr("Note"), m_note);
    row->addWidget(m_noteField, 1);
    row->addWidget(makeHow());
    setFocusProxy(m_note); // where one starts; Tab goes on in the order of the eye
}

QWidget *CallFields::makeWho()
{
    auto *box = new QWidget;
    box->setFixedWidth(228);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(new IconLabel(m_theme, QStringLiteral("phone-outgoing"), Ink::Warn, 14));
    m_title = new TextLabel(m_theme, TextStyle::Section, Ink::Warn, tr("Log a call"));
    m_title->setElided(true);
    head->addWidget(m_title, 1);
    column->addLayout(head);

    m_contact = named(new ElidedCombo, QStringLiteral("callContact"), tr("Contact"));
    m_contactField = new FormField(m_theme, tr("Contact"), m_contact);
    column->addWidget(m_contactField);
    m_phone = named(new QComboBox, QStringLiteral("callPhone"), tr("Number"));
    m_phone->setEditable(true);
    m_phone->setInsertPolicy(QComboBox::NoInsert);
    m_phone->setCompleter(nullptr);
    m_phone->lineEdit()->setMaxLength(60);
    m_phoneField = new FormField(m_theme, tr("Number"), m_phone);
    column->addWidget(m_phoneField);
    for (QComboBox *combo : {m_contact, m_phone}) {
        combo->setMinimumHeight(32);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }
    column->addStretch(1);
    connect(m_contact, &QComboBox::activated, this, [this] { fillPhones({}); });
    return box;
}

QWidget *CallFields::makeHow()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *first = new QHBoxLayout;
    first->setSpacing(12);
    m_duration = named(new QLineEdit, QStringLiteral("callDuration"), tr("Duration"));
    m_duration->setPlaceholderText(QStringLiteral("0:00"));
    m_duration->setMinimumHeight(32);
    m_durationField = new FormField(m_theme, tr("Duration, m:ss"), m_duration);
    m_durationField->setFixedWidth(104);
    connect(m_duration, &QLineEdit::textEdited, this, [this] { m_durationField->setError({}); });
    first->addWidget(m_durationField, 0, Qt::AlignTop);
    m_when = named(new QDateTimeEdit, QStringLiteral("callWhen"), tr("When"));
    m_when->setDisplayFormat(QStringLiteral("d MMM yyyy, HH:mm"));
    m_when->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_when->setMinimumHeight(32);
    m_whenField = new FormField(m_theme, tr("When"), m_when);
    first->addWidget(m_whenField, 1, Qt::AlignTop);
    m_directionField = new FormField(m_theme, tr("Direction"), makeDirections());
    first->addWidget(m_directionField, 0, Qt::AlignTop);
    column->addLayout(first);
    m_statusField = new FormField(m_theme, tr("Result"), makeStatuses());
    column->addWidget(m_statusField);
    column->addStretch(1);
    column->addWidget(makeButtons());
    return box;
}

QWidget *CallFields::makeDirections()
{
    auto *box = named(new QWidget, QStringLiteral("callDirection"), tr("Direction"));
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_direction = new QButtonGroup(this);
    auto *outbound =
        named(new Button(m_theme, Button::Kind::Choice, tr("Out"), QStringLiteral("phone-outgoing")),
              QStringLiteral("directionOutbound"), tr("Outbound"));
    auto *inbound =
        named(new Button(m_theme, Button::Kind::Choice, tr("In"), QStringLiteral("phone-incoming")),
              QStringLiteral("directionInbound"), tr("Inbound"));
    m_direction->addButton(outbound, int(CallDirection::Outbound));
    m_direction->addButton(inbound, int(CallDirection::Inbound));
    row->addWidget(outbound);
    row->addWidget(inbound);
    return box;
}

QWidget *CallFields::makeButtons()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_save = named(new Button(m_theme, Button::Kind::Primary, tr("Save call")), QStringLiteral("callSave"),
                   tr("Save call"));
    m_save->setKeyHint(QStringLiteral("Ctrl+Enter"));
    auto *close = named(new Button(m_theme, Button::Kind::Outline, tr("Close, keep draft")),
                        QStringLiteral("callClose"), tr("Close the form and keep the draft"));
    close->setKeyHint(QStringLiteral("Esc"));
    row->addWidget(m_save);
    row->addWidget(close);
    row->addStretch(1);
    connect(m_save, &QPushButton::clicked, this, &CallFields::saveRequested);
    connect(close, &QPushButton::clicked, this, &CallFields::closeRequested);
    return box;
}

QWidget *CallFields::makeStatuses()
{
    const struct
    {
        CallStatus status;
        QString name;
        QString text;
    } choices[] = {
        {CallStatus::Completed, QStringLiteral("statusCompleted"), tr("Completed")},
        {CallStatus::NoAnswer, QStringLiteral("statusNoAnswer"), tr("No answer")},
        {CallStatus::Busy, QStringLiteral("statusBusy"), tr("Busy")},
        {CallStatus::Cancel, QStringLiteral("statusCancel"), tr("Cancelled")},
        {CallStatus::Failed, QStringLiteral("statusFailed"), tr("Failed")},
        {CallStatus::Timeout, QStringLiteral("statusTimeout"), tr("Timed out")},
    };
    auto *box = named(new QWidget, QStringLiteral("callStatus"), tr("Result"));
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(6);
    m_status = new QButtonGroup(this);
    int index = 0;
    for (const auto &choice : choices) {
        auto *button =
            named(new Button(m_theme, Button::Kind::Choice, choice.text), choice.name, choice.text);
        const QKeySequence key(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index));
        button->setShortcut(key);
        button->setKeyHint(key.toString(QKeySequence::NativeText));
        m_status->addButton(button, int(choice.status));
        grid->addWidget(button, index / 3, index % 3);
        ++index;
    }
    return box;
}

void CallFields::setCaption(const QString &title, const QString &saveText)
{
    m_title->setText(title);
    m_save->setText(saveText);
    m_save->setAccessibleName(saveText);
}

void CallFields::fill(const Lead &lead, const CallDraft &draft)
{
    clearErrors();
    m_contacts = lead.contacts;
    m_at = draft.at;
    fillContacts(draft.contactId);
    fillPhones(draft.phone);
    if (auto *button = m_direction->button(int(draft.direction)))
        button->setChecked(true);
    if (auto *button = m_status->button(int(draft.status)))
        button->setChecked(true);
    m_duration->setText(draft.duration);
    m_note->setPlainText(draft.note);
    m_note->moveCursor(QTextCursor::End);
    m_when->setDateTime(draft.at.toLocalTime());
}

void CallFields::refreshContacts(const Lead &lead)
{
    const CallDraft now = take({}, m_at);
    m_contacts = lead.contacts;
    choose(now.contactId, now.phone);
}

void CallFields::choose(const ContactId &contact, const QString &phone)
{
    fillContacts(contact);
    fillPhones(phone);
}

CallDraft CallFields::take(CallDraft base, const QDateTime &now) const
{
    base.contactId = ContactId(m_contact->currentData().toString());
    const int row = m_phone->findText(m_phone->currentText());
    base.phone = row >= 0 ? m_phone->itemData(row).toString() : m_phone->currentText().trimmed();
    base.direction = static_cast<CallDirection>(m_direction->checkedId());
    base.status = static_cast<CallStatus>(m_status->checkedId());
    base.duration = m_duration->text().trimmed();
    base.note = m_note->toPlainText();
    // The field shows minutes; an untouched one stands for the very moment, which tells this call from others
    // later.
    const auto minute = [](const QDateTime &time) { return time.toSecsSinceEpoch() / 60; };
    const QDateTime shown = m_when->dateTime();
    const bool isUntouched = minute(shown) == minute(m_at);
    const qint64 ms = minute(shown) * 60'000 + now.toMSecsSinceEpoch() % 60'000;
    base.at = isUntouched ? m_at : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return base;
}

void CallFields::fillContacts(const ContactId &selected)
{
    m_contact->clear();
    for (const Contact &person : std::as_const(m_contacts)) {
        const QString title = person.title.isEmpty() ? QString() : QStringLiteral(", ") + person.title;
        m_contact->addItem(shownName(person) + title, person.id.value);
    }
    m_contact->addItem(tr("No contact"), QString());
    m_contact->setCurrentIndex(std::max(0, m_contact->findData(selected.value)));
}

void CallFields::fillPhones(const QString &selected)
{
    m_phone->clear();
    const QString id = m_contact->currentData().toString();
    for (const Contact &person : std::as_const(m_contacts)) {
        if (person.id.value != id)
            continue;
        for (const Phone &phone : person.phones)
            m_phone->addItem(shownPhone(phone), phone.number);
    }
    if (selected.isEmpty())
        return;
    const int row = m_phone->findData(selected);
    if (row >= 0)
        m_phone->setCurrentIndex(row);
    else
        m_phone->setEditText(selected);
}

FormField *CallFields::fieldFor(const QString &closeName) const
{
    // Close names the relation, not the key: `contact`, not `contact_id` (close-api.md 4).
    const QString name = closeName.section(QLatin1Char('.'), 0, 0);
    if (name == QLatin1String("contact") || name == QLatin1String("contact_id"))
        return m_contactField;
    if (name == QLatin1String("phone") || name == QLatin1String("remote_phone"))
        return m_phoneField;
    if (name == QLatin1String("direction"))
        return m_directionField;
    if (name == QLatin1String("status") || name == QLatin1String("disposition"))
        return m_statusField;
    if (name == QLatin1String("duration"))
        return m_durationField;
    if (name == QLatin1String("note") || name == QLatin1String("note_html"))
        return m_noteField;
    if (name == QLatin1String("activity_at") || name == QLatin1String("date_created"))
        return m_whenField;
    return nullptr;
}

void CallFields::complainAboutDuration(const QString &text)
{
    m_durationField->setError(text);
    m_duration->setFocus(Qt::OtherFocusReason);
}

void CallFields::clearErrors()
{
    for (FormField *field : {m_contactField, m_phoneField, m_noteField, m_durationField, m_whenField,
                             m_directionField, m_statusField})
        field->setError({});
}

} // namespace leadline
