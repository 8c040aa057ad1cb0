#include "ui/leadheader.h"

#include "ui/leadfacts.h"
#include "ui/placetime.h"
#include "ui/text/statustone.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/visibletext.h"

#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>

namespace leadline {

LeadHeader::LeadHeader(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 12, 20, 10);
    column->setSpacing(2);
    column->addWidget(makeTopRow());
    column->addWidget(makeFactRow());
}

QWidget *LeadHeader::makeTopRow()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    m_name =
        named(new TextLabel(m_theme, TextStyle::LeadName, Ink::Text), QStringLiteral("leadName"), tr("Lead"));
    m_name->setElided(true);
    row->addWidget(m_name);
    m_status = named(new Chip(m_theme), QStringLiteral("leadStatus"), tr("Status"));
    row->addWidget(m_status);
    m_statusButton = named(new Button(m_theme, Button::Kind::Ghost, {}, QStringLiteral("chevron-down")),
                           QStringLiteral("statusButton"), tr("Change the status"));
    m_statusButton->setCompact(true);
    m_statusButton->setToolTip(tr("Change the status"));
    m_statusMenu = named(new QMenu(m_statusButton), QStringLiteral("statusMenu"), tr("Status"));
    connect(m_statusMenu, &QMenu::aboutToShow, this, &LeadHeader::fillStatuses);
    connect(m_statusButton, &QPushButton::clicked, this, &LeadHeader::openStatuses);
    row->addWidget(m_statusButton);
    row->addStretch(1);
    auto *open = named(new Button(m_theme, Button::Kind::Outline, {}, QStringLiteral("external-link")),
                       QStringLiteral("openInCloseButton"), tr("Open in Close"));
    open->setToolTip(tr("Open in Close (W)"));
    row->addWidget(open);
    auto *more = named(new Button(m_theme, Button::Kind::Outline, {}, QStringLiteral("ellipsis")),
                       QStringLiteral("leadMenuButton"), tr("More"));
    auto *menu = named(new QMenu(more), QStringLiteral("leadMenu"), tr("More"));
    menu->addAction(tr("Copy name"), this, [this] { Q_EMIT copyRequested(m_lead.displayName); });
    menu->addAction(tr("Copy link to Close"), this, [this] { Q_EMIT copyRequested(m_lead.htmlUrl); });
    row->addWidget(more);
    connect(open, &QPushButton::clicked, this, &LeadHeader::openInCloseRequested);
    connect(more, &QPushButton::clicked, menu, [more, menu] {
        menu->popup(more->mapToGlobal(QPoint(more->width() - menu->sizeHint().width(), more->height() + 4)));
    });
    return box;
}

QWidget *LeadHeader::makeFactRow()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    const auto addFact = [row](IconLabel *icon, QWidget *text) {
        auto *fact = new QWidget;
        auto *pair = new QHBoxLayout(fact);
        pair->setContentsMargins(0, 0, 0, 0);
        pair->setSpacing(6);
        pair->addWidget(icon);
        pair->addWidget(text);
        row->addWidget(fact);
        return fact;
    };
    m_url = named(new Button(m_theme, Button::Kind::Link, {}), QStringLiteral("leadUrl"), tr("Website"));
    m_url->setTextStyle(TextStyle::Secondary);
    m_urlFact = addFact(new IconLabel(m_theme, QStringLiteral("globe"), Ink::Muted, 14), m_url);
    m_address =
        named(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted), QStringLiteral("leadAddress"), {});
    m_address->setElided(true);
    m_address->setCopyable(true);
    m_addressFact = addFact(new IconLabel(m_theme, QStringLiteral("map-pin"), Ink::Muted, 14), m_address);
    m_time = named(new TextLabel(m_theme, TextStyle::Secondary, Ink::Muted), QStringLiteral("leadTime"), {});
    m_timeIcon = new IconLabel(m_theme, QStringLiteral("clock"), Ink::Muted, 14);
    addFact(m_timeIcon, m_time);
    row->addStretch(1);
    connect(m_url, &QPushButton::clicked, this, [this] {
        const QString text = m_lead.url;
        Q_EMIT linkActivated(
            QUrl(text.contains(QLatin1String("://")) ? text : QStringLiteral("http://") + text));
    });
    return box;
}

void LeadHeader::setLead(const Lead &lead, const QDateTime &nowUtc)
{
    m_lead = lead;
    m_name->setText(lead.displayName);
    m_name->setAccessibleName(lead.displayName);
    m_status->setChip(lead.statusLabel, statusTone(lead.statusLabel));

    QString host = QUrl(lead.url).host();
    m_url->setText(host.isEmpty() ? lead.url : host);
    m_url->setAccessibleName(tr("Website: %1").arg(lead.url));
    m_url->setCopyText(lead.url);
    m_urlFact->setVisible(!lead.url.isEmpty());

    const QString address = lead.addresses.isEmpty() ? QString() : addressText(lead.addresses.first());
    m_address->setText(address);
    m_address->setAccessibleName(tr("Address: %1").arg(address));
    m_addressFact->setVisible(!address.isEmpty());
    setNow(nowUtc);
}

void LeadHeader::setStatuses(const QList<LeadStatus> &statuses)
{
    m_statuses = statuses;
    m_statusButton->setVisible(!statuses.isEmpty());
}

void LeadHeader::openStatuses()
{
    if (m_statuses.isEmpty())
        return;
    m_statusMenu->popup(m_statusButton->mapToGlobal(QPoint(0, m_statusButton->height() + 4)));
    const QList<QAction *> entries = m_statusMenu->actions();
    const auto now =
        std::find_if(entries.begin(), entries.end(), [](const QAction *entry) { return entry->isChecked(); });
    m_statusMenu->setActiveAction(now == entries.end() ? entries.value(0) : *now);
}

/// Only while it is closed: a refresh must not take the entry away that is about to be chosen.
void LeadHeader::fillStatuses()
{
    m_statusMenu->clear();
    for (const LeadStatus &status : std::as_const(m_statuses)) {
        QAction *const action = m_statusMenu->addAction(menuText(status.label));
        action->setCheckable(true);
        action->setChecked(status.id == m_lead.statusId);
        connect(action, &QAction::triggered, this, [this, id = status.id] { Q_EMIT statusRequested(id); });
    }
}

void LeadHeader::setNow(const QDateTime &nowUtc)
{
    const PlaceTime time = placeTime(timeZoneOf(m_lead), nowUtc);
    m_timeIcon->setIcon(time.icon, inkOf(time.tone));
    m_time->setText(time.there);
    m_time->setAccessibleName(time.there);
}

void LeadHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().line);
}

} // namespace leadline
