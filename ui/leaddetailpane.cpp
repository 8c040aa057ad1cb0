#include "ui/leaddetailpane.h"

#include "ui/contactcard.h"
#include "ui/detailcards.h"
#include "ui/emptystate.h"
#include "ui/fieldeditor.h"
#include "ui/leadheader.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/named.h"
#include "ui/widgets/surface.h"
#include "ui/widgets/textlabel.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace leadline {

namespace {

constexpr QLatin1String descriptionKey("description");

bool isDescribed(const QList<FieldChange> &changes)
{
    return std::any_of(changes.begin(), changes.end(),
                       [](const FieldChange &change) { return change.key == descriptionKey; });
}

} // namespace

LeadDetailPane::LeadDetailPane(LeadDetail &detail, const Theme &theme, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_detail(detail), m_theme(theme), m_clock(clock), m_pages(new QStackedLayout(this))
{
    named(this, QStringLiteral("leadDetailPane"), tr("Lead"));
    m_emptyPage = makeEmptyPage();
    m_leadPage = makeLeadPage();
    m_pages->addWidget(m_emptyPage);
    m_pages->addWidget(m_leadPage);
    setFocusProxy(m_scroll);
    connect(&detail, &LeadDetail::leadSwitched, this, &LeadDetailPane::onSwitched);
    connect(&detail, &LeadDetail::changed, this, &LeadDetailPane::refresh);
    refresh();
}

QWidget *LeadDetailPane::makeEmptyPage()
{
    auto *page = new Surface(m_theme, Surface::Kind::Pane);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_empty = new EmptyState(m_theme, QStringLiteral("leadEmptyButton"));
    column->addWidget(m_empty);
    return page;
}

QWidget *LeadDetailPane::makeLeadPage()
{
    auto *page = new Surface(m_theme, Surface::Kind::Pane);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new LeadHeader(m_theme);
    column->addWidget(m_header);
    m_banner = named(new Banner(m_theme), QStringLiteral("detailBanner"), QString());
    column->addWidget(m_banner);
    m_scroll = named(new QScrollArea, QStringLiteral("detailScroll"), tr("Lead details"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    column->addWidget(m_scroll, 1);
    m_description = new FieldEditor(m_theme, QStringLiteral("description"), tr("Description"), this);
    m_description->hide();
    connect(m_description, &FieldEditor::changeRequested, this,
            [this](const QString &base, const QString &value) {
                Q_EMIT changeRequested(m_described, {FieldChange{descriptionKey, base, value}});
            });
    connect(m_header, &LeadHeader::statusRequested, this, [this](const StatusId &status) {
        if (m_shown && m_shown->statusId != status)
            Q_EMIT changeRequested(m_shown->id, {FieldChange{QStringLiteral("status_id"),
                                                             m_shown->statusId.value, status.value}});
    });
    connect(m_header, &LeadHeader::openInCloseRequested, this, &LeadDetailPane::openInCloseRequested);
    connect(m_header, &LeadHeader::linkActivated, this, &LeadDetailPane::linkActivated);
    connect(m_header, &LeadHeader::copyRequested, this, &LeadDetailPane::copyRequested);
    return page;
}

void LeadDetailPane::onSwitched()
{
    m_shown.reset();
    showProblem({});
}

void LeadDetailPane::showProblem(const QString &text)
{
    if (text.isEmpty())
        m_banner->dismiss();
    else
        m_banner->show(text, Tone::Warn);
}

void LeadDetailPane::updateTimes()
{
    if (!m_shown)
        return;
    m_header->setNow(m_clock.nowUtc());
    for (ContactCard *card : std::as_const(m_cards))
        card->setNow(m_clock.nowUtc());
}

void LeadDetailPane::refresh()
{
    if (!m_detail.lead()) {
        const bool isNone = m_detail.leadId().isEmpty();
        m_empty->show(QStringLiteral("building-2"),
                      isNone ? tr("No lead selected") : tr("This lead is not here yet"),
                      isNone ? tr("Choose one on the left, or press / and type a name.")
                             : tr("It is shown as soon as Close has sent it."));
        m_shown.reset();
        m_pages->setCurrentWidget(m_emptyPage);
        return;
    }
    const Lead &lead = *m_detail.lead();
    const bool isSameLead = m_shown && m_shown->id == lead.id;
    const int scrolled = isSameLead ? m_scroll->verticalScrollBar()->value() : 0;
    QWidget *const focused = window()->focusWidget();
    const bool hadFocus =
        focused != nullptr && m_scroll->widget() != nullptr && m_scroll->widget()->isAncestorOf(focused);
    const QString focusName = hadFocus ? focused->objectName() : QString();

    m_shown = lead;
    m_header->setLead(lead, m_clock.nowUtc());
    m_header->setStatuses(m_detail.organization().me.leadStatuses);
    describe(lead);
    m_description->setParent(this); // out of the content that goes
    QWidget *const content = makeContent(lead);
    m_scroll->setWidget(content); // deletes the content before
    m_description->setValue(lead.description); // a style sheet takes its colours away on the way to a new parent
    m_pages->setCurrentWidget(m_leadPage);

    content->resize(m_scroll->viewport()->width(),
                    content->layout()->heightForWidth(m_scroll->viewport()->width()));
    m_scroll->verticalScrollBar()->setValue(scrolled);
    if (hadFocus) {
        QWidget *const again = isSameLead ? content->findChild<QWidget *>(focusName) : nullptr;
        (again != nullptr ? again : m_scroll)->setFocus(Qt::OtherFocusReason);
    }
}

QWidget *LeadDetailPane::makeContent(const Lead &lead)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(20, 12, 20, 20);
    column->setSpacing(8);
    addContacts(column, lead);
    addSection(column, tr("Open tasks"), lead.tasks.size(), makeTaskCard(m_theme, lead, m_clock.nowUtc()));
    addSection(column, tr("Opportunities"), lead.opportunities.size(), makeOpportunityCard(m_theme, lead));
    addSection(column, tr("Description"), 0, makeDescriptionCard());
    addSection(column, tr("Fields"), 0, makeFieldCard(m_theme, lead, m_detail.organization()));
    addSection(column, tr("Addresses"), lead.addresses.size(), makeAddressCard(m_theme, lead));
    column->addStretch(1);
    return content;
}

QWidget *LeadDetailPane::makeDescriptionCard()
{
    auto *card = new Surface(m_theme, Surface::Kind::Card);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(14, 10, 10, 10);
    column->addWidget(m_description);
    m_description->setVisible(true);
    return card;
}

void LeadDetailPane::describe(const Lead &lead)
{
    if (m_described == lead.id) {
        m_description->setValue(lead.description);
        return;
    }
    m_drafts = drafts();
    m_described = lead.id;
    const auto kept = m_drafts.constFind(lead.id);
    m_description->setObject(lead.description, kept == m_drafts.cend() ? std::nullopt : std::optional(*kept));
    m_drafts.remove(lead.id);
}

QHash<LeadId, FieldDraft> LeadDetailPane::drafts() const
{
    QHash<LeadId, FieldDraft> all = m_drafts;
    if (const auto here = m_description->draft())
        all.insert(m_described, *here);
    return all;
}

void LeadDetailPane::setDrafts(const QHash<LeadId, FieldDraft> &drafts)
{
    m_drafts = drafts;
    m_described = {};
    m_description->setObject({}, std::nullopt);
    refresh();
}

void LeadDetailPane::accepted(const LeadId &lead, const QList<FieldChange> &changes)
{
    if (lead == m_described && isDescribed(changes))
        m_description->accepted();
}

bool LeadDetailPane::rejected(const LeadId &lead, const QList<FieldChange> &changes, const QString &text)
{
    if (lead != m_described || !isDescribed(changes))
        return false;
    m_description->rejected(text);
    return true;
}

void LeadDetailPane::takeBack(const LeadId &lead, const FieldChange &change)
{
    if (change.key != descriptionKey || drafts().contains(lead))
        return;
    const FieldDraft draft{change.base.toString(), change.value.toString(), true};
    if (lead == m_described) {
        m_description->setObject(m_shown ? m_shown->description : draft.base, draft);
        m_description->beginEdit();
    } else {
        m_drafts.insert(lead, draft);
    }
}

void LeadDetailPane::openStatuses()
{
    if (m_shown)
        m_header->openStatuses();
}

void LeadDetailPane::editDescription()
{
    if (!m_shown)
        return;
    m_description->beginEdit();
    m_scroll->ensureWidgetVisible(m_description);
}

void LeadDetailPane::addContacts(QVBoxLayout *column, const Lead &lead)
{
    m_cards.clear();
    if (lead.contacts.isEmpty()) {
        addSection(column, tr("Contacts"), 0,
                   new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted,
                                 tr("Nobody is known at this lead yet.")));
        return;
    }
    int number = 1;
    int index = 0;
    for (const Contact &contact : lead.contacts) {
        const OrganizationData &organization = m_detail.organization();
        auto *card = new ContactCard(m_theme, contact,
                                     fieldFacts(organization.contactFields, contact.raw, organization, lead),
                                     QStringLiteral("contact%1").arg(++index), number, m_clock.nowUtc());
        number += int(contact.phones.size());
        connect(card, &ContactCard::callRequested, this, &LeadDetailPane::callRequested);
        connect(card, &ContactCard::linkActivated, this, &LeadDetailPane::linkActivated);
        connect(card, &ContactCard::copyRequested, this, &LeadDetailPane::copyRequested);
        m_cards << card;
        if (index == 1)
            addSection(column, tr("Contacts"), lead.contacts.size(), card);
        else
            column->addWidget(card);
    }
}

void LeadDetailPane::addSection(QVBoxLayout *column, const QString &title, qsizetype count, QWidget *card)
{
    if (card == nullptr)
        return;
    if (column->count() > 0)
        column->addSpacing(12);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new TextLabel(m_theme, TextStyle::Section, Ink::Muted, title));
    if (count > 0)
        head->addWidget(new TextLabel(m_theme, TextStyle::Section, Ink::Muted, QString::number(count)));
    head->addStretch(1);
    column->addLayout(head);
    column->addWidget(card);
}

bool LeadDetailPane::callNumber(int number)
{
    if (!m_shown)
        return false;
    for (const Contact &contact : std::as_const(m_shown->contacts)) {
        if (number <= contact.phones.size()) {
            Q_EMIT callRequested(contact.id, contact.phones[number - 1].number);
            return true;
        }
        number -= int(contact.phones.size());
    }
    return false;
}

} // namespace leadline
