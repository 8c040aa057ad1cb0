#include "ui/leadlistheader.h"

#include "ui/icontoggle.h"
#include "ui/leadlistmenu.h"
#include "ui/leadsortmenu.h"
#include "ui/widgets/button.h"
#include "ui/widgets/named.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/visibletext.h"

#include <QHBoxLayout>

namespace leadline {

LeadListHeader::LeadListHeader(LeadListModel &model, const Theme &theme, QWidget *parent)
    : Surface(theme, Surface::Kind::Bar, parent)
{
    setFixedHeight(44);
    m_title = new Button(theme, Button::Kind::Ghost, {}, QStringLiteral("chevron-down"), this);
    m_title->setObjectName(QStringLiteral("leadListChooser"));
    m_title->setIconTrailing(true);
    m_title->setTextStyle(TextStyle::BodyStrong);
    m_title->setInk(Ink::Text);
    m_menu = new LeadListMenu(m_title);
    m_count =
        named(new TextLabel(theme, TextStyle::Body, Ink::Muted, {}, this), QStringLiteral("leadCount"), {});
    m_sort = named(new Button(theme, Button::Kind::Ghost, {}, QStringLiteral("arrow-down-wide-narrow"), this),
                   QStringLiteral("leadSortButton"), tr("Sort leads"));
    m_sort->setToolTip(tr("Sort"));
    m_orders = new LeadSortMenu(model, m_sort);
    m_chips = new IconToggle(theme, QStringLiteral("list-filter"), tr("Show filters"), this);
    m_chips->setObjectName(QStringLiteral("leadFilterButton"));
    m_chips->setChecked(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 0, 10, 0);
    row->setSpacing(4);
    row->addWidget(m_title);
    row->addWidget(m_count, 1);
    row->addWidget(m_sort);
    row->addWidget(m_chips);
    setTitle({});
    connect(m_title, &Button::clicked, this, [this] { openMenu(); });
    connect(m_sort, &Button::clicked, this, [this] {
        const QPoint below(m_sort->width() - m_orders->sizeHint().width(), m_sort->height() + 2);
        m_orders->popup(m_sort->mapToGlobal(below));
    });
    connect(m_chips, &IconToggle::toggled, this, &LeadListHeader::chipsToggled);
}

void LeadListHeader::openMenu(bool isSaving)
{
    const QPoint below = m_title->mapToGlobal(QPoint(0, m_title->height() + 2));
    if (isSaving)
        m_menu->popUpToSave(below);
    else
        m_menu->popup(below);
}

void LeadListHeader::setTitle(const QString &title)
{
    constexpr int widest = 190;
    const QString text = title.isEmpty() ? tr("Leads") : visibleText(title);
    m_title->setText(m_title->fontMetrics().elidedText(text, Qt::ElideRight, widest));
    m_title->setAccessibleName(tr("%1. Lists and Smart Views").arg(text));
}

void LeadListHeader::setCount(const QString &text, const QString &spoken)
{
    m_count->setText(text);
    m_count->setAccessibleName(spoken);
}

void LeadListHeader::offerChips(bool isOffered)
{
    m_chips->setVisible(isOffered);
}

void LeadListHeader::showChips()
{
    m_chips->setChecked(true);
}

QList<QAction *> LeadListHeader::sortOrders() const
{
    return m_orders->actions();
}

} // namespace leadline
