#include "ui/leadfilterbar.h"

#include "ui/filterchips.h"
#include "ui/leadfiltermenu.h"
#include "ui/widgets/button.h"
#include "ui/widgets/named.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace leadline {

LeadFilterBar::LeadFilterBar(LeadListModel &model, const Theme &theme, QWidget *parent)
    : Surface(theme, Surface::Kind::Bar, parent), m_model(model)
{
    m_text = named(new QLineEdit(this), QStringLiteral("leadFilter"), tr("Filter leads by name"));
    m_text->setPlaceholderText(tr("Filter by name"));
    m_text->setClearButtonEnabled(true);
    named(m_text->findChild<QToolButton *>(), QStringLiteral("leadFilterClear"), tr("Clear the name"));
    m_text->installEventFilter(this);
    m_add = named(new Button(theme, Button::Kind::Ghost, {}, QStringLiteral("plus"), this),
                  QStringLiteral("leadFilterAdd"), tr("Add a filter"));
    m_add->setToolTip(tr("Add a filter"));
    m_clear = named(new Button(theme, Button::Kind::Ghost, {}, QStringLiteral("x"), this),
                    QStringLiteral("leadFilterClearAll"), tr("Clear all filters"));
    m_clear->setToolTip(tr("Clear all filters"));
    m_clear->hide();
    m_menu = new LeadFilterMenu(model, m_add);
    m_chips = new FilterChips(theme, this);
    m_chips->setObjectName(QStringLiteral("statusChips"));

    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 10, 0);
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    row->addWidget(m_add);
    row->addWidget(m_clear);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 9);
    column->setSpacing(8);
    column->addLayout(row);
    column->addWidget(m_chips);

    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        LeadListQuery query = m_model.query();
        if (text.trimmed() == query.text)
            return; // it is asked already
        query.text = text.trimmed();
        ask(query);
    });
    connect(m_add, &Button::clicked, this, &LeadFilterBar::openMenu);
    connect(m_menu, &LeadFilterMenu::chosen, this, &LeadFilterBar::ask);
    connect(m_chips, &FilterChips::statusesChosen, this, [this](const QList<StatusId> &statuses) {
        LeadListQuery query = m_model.query();
        query.statuses = statuses;
        ask(query);
    });
    connect(m_chips, &FilterChips::partRemoved, this,
            [this](const QString &id) { ask(withoutPart(m_model.query(), id)); });
    connect(m_clear, &Button::clicked, this, &LeadFilterBar::clear);
}

void LeadFilterBar::setOrganization(const OrganizationData &organization)
{
    m_organization = organization;
    m_menu->setOrganization(organization);
    m_chips->setStatuses(organization.me.leadStatuses);
    showQuery();
}

void LeadFilterBar::setQuery(const LeadListQuery &query)
{
    m_model.setQuery(query);
    showQuery();
}

void LeadFilterBar::ask(const LeadListQuery &query)
{
    setQuery(query);
    Q_EMIT asked();
}

void LeadFilterBar::showQuery()
{
    const LeadListQuery &query = m_model.query();
    if (m_text->text().trimmed() != query.text)
        m_text->setText(query.text);
    m_chips->setFilter(filterParts(query, m_organization), query.statuses);
    m_clear->setVisible(isFiltering());
    m_chips->setVisible(m_isChipsWanted && !m_chips->isEmpty());
}

void LeadFilterBar::clear()
{
    LeadListQuery query;
    query.sort = m_model.query().sort;
    query.isDescending = m_model.query().isDescending;
    query.smartView = m_model.query().smartView;
    ask(query);
    m_text->setFocus();
}

bool LeadFilterBar::isFiltering() const
{
    LeadListQuery query = m_model.query();
    query.smartView = SmartViewId();
    return query.isFilter();
}

void LeadFilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void LeadFilterBar::focusStatuses()
{
    m_chips->focusStatuses();
}

void LeadFilterBar::showChips(bool isShown)
{
    m_isChipsWanted = isShown;
    m_chips->setVisible(m_isChipsWanted && !m_chips->isEmpty());
}

bool LeadFilterBar::hasChips() const
{
    return !m_chips->isEmpty();
}

void LeadFilterBar::openMenu()
{
    m_menu->popup(m_add->mapToGlobal(QPoint(0, m_add->height() + 2)));
}

void LeadFilterBar::toggleNextStep(NextStep step)
{
    LeadListQuery query = m_model.query();
    query.nextStep = query.nextStep == step ? NextStep::Any : step;
    ask(query);
}

bool LeadFilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_text || event->type() != QEvent::KeyPress)
        return Surface::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape && isFiltering())
        clear();
    else if (key == Qt::Key_Down)
        Q_EMIT leftDownward();
    else if (key == Qt::Key_Return || key == Qt::Key_Enter)
        Q_EMIT activated();
    else
        return Surface::eventFilter(watched, event);
    return true;
}

} // namespace leadline
