#pragma once

#include "services/domain/lead.h"
#include "ui/calldraft.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QPlainTextEdit;

namespace leadline {

class Button;
class FormField;
class TextLabel;

/// The editors of a call: a CallDraft goes in, a CallDraft comes out. Decides nothing.
class CallFields final : public QWidget
{
    Q_OBJECT
public:
    explicit CallFields(const Theme &theme, QWidget *parent = nullptr);

    void setCaption(const QString &title, const QString &saveText);
    /// Shows the draft; contacts and numbers to choose from are those of the lead.
    void fill(const Lead &lead, const CallDraft &draft);
    /// The lead's contacts anew, nothing chosen or typed changed.
    void refreshContacts(const Lead &lead);
    void choose(const ContactId &contact, const QString &phone);
    /// What stands in the editors, over a copy of `base`. `now` gives the seconds a changed time lacks.
    [[nodiscard]] CallDraft take(CallDraft base, const QDateTime &now) const;

    /// The field that Close means by a name, null if there is none here (close-api.md 4: the key loses its
    /// `_id`).
    [[nodiscard]] FormField *fieldFor(const QString &closeName) const;
    void complainAboutDuration(const QString &text);
    void clearErrors();

Q_SIGNALS:
    void saveRequested();
    void closeRequested();

private:
    [[nodiscard]] QWidget *makeWho();
    [[nodiscard]] QWidget *makeHow();
    [[nodiscard]] QWidget *makeDirections();
    [[nodiscard]] QWidget *makeStatuses();
    [[nodiscard]] QWidget *makeButtons();
    void fillContacts(const ContactId &selected);
    void fillPhones(const QString &selected);

    const Theme &m_theme;
    QList<Contact> m_contacts;
    QDateTime m_at; ///< UTC with milliseconds, for as long as the field still shows it
    TextLabel *m_title;
    QComboBox *m_contact;
    QComboBox *m_phone;
    QPlainTextEdit *m_note;
    QLineEdit *m_duration;
    QDateTimeEdit *m_when;
    QButtonGroup *m_direction;
    QButtonGroup *m_status;
    FormField *m_contactField;
    FormField *m_phoneField;
    FormField *m_noteField;
    FormField *m_durationField;
    FormField *m_whenField;
    FormField *m_directionField;
    FormField *m_statusField;
    Button *m_save;
};

} // namespace leadline
