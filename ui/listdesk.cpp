#include "ui/listdesk.h"

#include "models/leadlistmodel.h"
#include "ui/leadlistmenu.h"
#include "ui/leadlistpane.h"
#include "ui/smartviewbar.h"

namespace leadline {
namespace {

constexpr auto minute = std::chrono::minutes(1);

/// What is kept of a query: a text is typed for the moment.
LeadListQuery lasting(LeadListQuery query)
{
    query.text.clear();
    return query;
}

} // namespace

ListDesk::ListDesk(const Parts &parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    LeadListMenu &menu = parts.pane.listMenu();
    connect(&menu, &LeadListMenu::allRequested, this, &ListDesk::openAll);
    connect(&menu, &LeadListMenu::listRequested, this, &ListDesk::openList);
    connect(&menu, &LeadListMenu::smartViewRequested, this, &ListDesk::openSmartView);
    connect(&menu, &LeadListMenu::saveRequested, this, &ListDesk::save);
    connect(&menu, &LeadListMenu::removeRequested, this, &ListDesk::remove);
    connect(&parts.pane.smartViewBar(), &SmartViewBar::refreshRequested, this, &ListDesk::refreshSmartView);
    connect(&parts.pane, &LeadListPane::queryAsked, this, &ListDesk::showOpen);
    connect(&parts.model, &LeadListModel::refreshed, this, &ListDesk::showSmartView);
    connect(&parts.service, &CloseService::smartViewChanged, this, &ListDesk::showSmartView);
    connect(&parts.service.mirror(), &Mirror::smartViewChanged, this, [this](const SmartViewId &view) {
        if (view == m_view)
            readSmartView();
    });
    connect(&parts.service.mirror(), &Mirror::reloaded, this, &ListDesk::readSmartView);
    connect(&parts.service.mirror(), &Mirror::organizationChanged, this, &ListDesk::onOrganization);
    connect(&parts.service.lists(), &NamedLists::changed, this, &ListDesk::showOpen);
    connect(&m_minute, &QTimer::timeout, this, &ListDesk::showSmartView);
    m_minute.start(minute);
    onOrganization();
    reopen();
}

ListDesk::~ListDesk()
{
    remember();
}

void ListDesk::reopen()
{
    const NamedLists::List &last = m_parts.service.lists().last();
    const auto known = m_parts.service.lists().find(last.name);
    show(known ? known->name : QString(), known ? known->query : last.query);
}

void ListDesk::openAll()
{
    LeadListQuery all;
    all.sort = m_parts.model.query().sort;
    all.isDescending = m_parts.model.query().isDescending;
    show({}, all);
}

void ListDesk::openList(const QString &name)
{
    if (const auto list = m_parts.service.lists().find(name))
        show(name, list->query);
}

void ListDesk::openSmartView(const SmartViewId &view)
{
    LeadListQuery query;
    query.sort = m_parts.model.query().sort;
    query.isDescending = m_parts.model.query().isDescending;
    query.smartView = view;
    show({}, query);
}

void ListDesk::show(const QString &name, const LeadListQuery &query)
{
    m_name = name;
    m_parts.pane.setQuery(query);
    remember();
    showOpen();
    m_parts.service.openSmartView(query.smartView);
}

void ListDesk::refreshSmartView()
{
    if (const SmartViewId view = m_parts.model.query().smartView; !view.isEmpty())
        m_parts.service.openSmartView(view);
}

void ListDesk::nextList(int step)
{
    QList<std::pair<QString, SmartViewId>> places{{}};
    for (const NamedLists::List &list : m_parts.service.lists().all())
        places << std::pair(list.name, SmartViewId());
    const QList<SmartView> views = LeadListMenu::offered(m_parts.service.mirror().organization().smartViews);
    for (const SmartView &view : views)
        places << std::pair(QString(), view.id);
    const std::pair now(m_name, m_name.isEmpty() ? m_parts.model.query().smartView : SmartViewId());
    const auto at = (places.indexOf(now) + step + places.size()) % places.size();
    const auto &[list, view] = places.at(at);
    if (!list.isEmpty())
        openList(list);
    else if (!view.isEmpty())
        openSmartView(view);
    else
        openAll();
}

void ListDesk::save(const QString &name)
{
    const auto saved = m_parts.service.lists().save(name, lasting(m_parts.model.query()));
    if (!saved) {
        Q_EMIT failed(saved.error());
        return;
    }
    m_name = name;
    showOpen();
}

void ListDesk::remove(const QString &name)
{
    const auto removed = m_parts.service.lists().remove(name);
    if (!removed) {
        Q_EMIT failed(removed.error());
        return;
    }
    if (m_name == name)
        openAll();
}

void ListDesk::remember()
{
    const auto kept = m_parts.service.lists().setLast({m_name, lasting(m_parts.model.query())});
    if (!kept)
        Q_EMIT failed(kept.error());
}

/// The list that is open has other filters now than it was kept with.
bool ListDesk::isChanged() const
{
    const auto list = m_parts.service.lists().find(m_name);
    return list && !(list->query == lasting(m_parts.model.query()));
}

void ListDesk::showOpen()
{
    const LeadListQuery &query = m_parts.model.query();
    QString title = isChanged() ? tr("%1, changed").arg(m_name) : m_name;
    const QList<SmartView> views = m_parts.service.mirror().organization().smartViews;
    for (const SmartView &view : views) {
        if (title.isEmpty() && view.id == query.smartView)
            title = view.name;
    }
    if (title.isEmpty() && !query.smartView.isEmpty())
        title = tr("Smart View");
    QStringList names;
    for (const NamedLists::List &list : m_parts.service.lists().all())
        names << list.name;
    LeadListMenu &menu = m_parts.pane.listMenu();
    menu.setLists(names);
    menu.setOpen(m_name, m_name.isEmpty() ? query.smartView : SmartViewId(), lasting(query).isFilter());
    m_parts.pane.setTitle(title);
}

void ListDesk::readSmartView()
{
    m_view = m_parts.model.query().smartView;
    m_result = m_view.isEmpty() ? SmartViewResult() : m_parts.service.mirror().smartView(m_view);
    showSmartView();
}

void ListDesk::showSmartView()
{
    const SmartViewId view = m_parts.model.query().smartView;
    if (view != m_view) {
        readSmartView();
        return;
    }
    if (view.isEmpty())
        return;
    SmartViewBar::State state;
    state.takenAt = m_result.takenAt;
    state.listed = m_result.listed;
    state.total = m_result.total;
    state.isCut = m_result.isCut;
    const bool isWholeView =
        m_parts.model.isWhole() && !m_parts.model.isAsking() && !m_parts.pane.isFiltering();
    state.missing = isWholeView ? std::max(0, m_result.listed - m_parts.model.rowCount()) : 0;
    state.isRunning = m_parts.service.isSmartViewRunning(view);
    state.error = m_parts.service.smartViewError(view);
    m_parts.pane.showSmartView(state);
}

void ListDesk::onOrganization()
{
    m_parts.pane.setOrganization(m_parts.service.mirror().organization());
    showOpen();
}

} // namespace leadline
