#pragma once

#include "models/leaddetail.h"
#include "services/base/clock.h"
#include "services/domain/objectref.h"
#include "ui/fielddraft.h"
#include "ui/theme/theme.h"

#include <QUrl>
#include <QWidget>

class QScrollArea;
class QStackedLayout;
class QVBoxLayout;

namespace leadline {

class Banner;
class ContactCard;
class EmptyState;
class FieldEditor;
class LeadHeader;

/// The open lead: who it is, whom to reach, what is open. Mute: shows a LeadDetail and emits intents. A
/// refresh of the same lead moves neither the scroll position nor the focus.
class LeadDetailPane final : public QWidget
{
    Q_OBJECT
public:
    LeadDetailPane(LeadDetail &detail, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);

    /// Asks for a call with the lead's n-th number, 1 to 9, as the key hints count. False if there is none.
    bool callNumber(int number);
    void openStatuses(); ///< the menu of what the status can be changed to
    void editDescription();
    /// What is wrong with the lead shown, until another one is; empty takes it away.
    void showProblem(const QString &text);
    /// The change is durable: what was typed for it may be forgotten.
    void accepted(const LeadId &lead, const QList<FieldChange> &changes);
    /// The change could not be kept here. True if it was typed in the pane, where it stays and the text is
    /// shown.
    bool rejected(const LeadId &lead, const QList<FieldChange> &changes, const QString &text);
    /// Brings a change back that was taken back before it left; what is being typed there now stays.
    void takeBack(const LeadId &lead, const FieldChange &change);
    /// Descriptions typed and not saved, of all leads, the open one too.
    [[nodiscard]] QHash<LeadId, FieldDraft> drafts() const;
    void setDrafts(const QHash<LeadId, FieldDraft> &drafts);
    /// Local times move on.
    void updateTimes();

Q_SIGNALS:
    void callRequested(const leadline::ContactId &contact, const QString &phone);
    /// Fields of the lead's own that the person changed.
    void changeRequested(const leadline::LeadId &lead, const QList<leadline::FieldChange> &changes);
    void openInCloseRequested();
    void linkActivated(const QUrl &url);
    void copyRequested(const QString &text);

private:
    [[nodiscard]] QWidget *makeEmptyPage();
    [[nodiscard]] QWidget *makeLeadPage();
    void onSwitched();
    void refresh();
    [[nodiscard]] QWidget *makeContent(const Lead &lead);
    [[nodiscard]] QWidget *makeDescriptionCard();
    void describe(const Lead &lead);
    void addContacts(QVBoxLayout *column, const Lead &lead);
    void addSection(QVBoxLayout *column, const QString &title, qsizetype count, QWidget *card);

    LeadDetail &m_detail;
    const Theme &m_theme;
    const Clock &m_clock;
    std::optional<Lead> m_shown;
    LeadId m_described;                 ///< whose text the editor has
    QHash<LeadId, FieldDraft> m_drafts; ///< of the other leads
    QList<ContactCard *> m_cards;       ///< of the content shown, owned by it
    QStackedLayout *m_pages;
    QWidget *m_emptyPage;
    QWidget *m_leadPage;
    EmptyState *m_empty;
    LeadHeader *m_header;
    FieldEditor *m_description; ///< outlives the content: what is being typed survives every refresh
    Banner *m_banner;
    QScrollArea *m_scroll;
};

} // namespace leadline
