#include "ui/searchbox.h"
#include "ui/timelinepane.h"
#include "ui/topbar.h"
#include "ui/workspace.h"

#include <QTabWidget>

namespace leadline {

void Workspace::connectSearch()
{
    CloseService &service = m_parts.service;
    connect(m_top, &TopBar::searchRequested, m_search, &SearchBox::popUp);
    connect(m_search, &SearchBox::chosen, this, &Workspace::openHit);
    connect(m_search, &SearchBox::searchInCloseRequested, &service, &CloseService::searchInClose);
    connect(&service, &CloseService::foundInClose, m_search, &SearchBox::showFromClose);
    connect(&service, &CloseService::searchInCloseFailed, m_search, &SearchBox::showCloseError);
    connect(&service.mirror(), &Mirror::leadsChanged, m_search, &SearchBox::noteChange);
    connect(&service.mirror(), &Mirror::activitiesChanged, m_search, &SearchBox::noteChange);
    const auto showLoading = [this](const PullProgress &progress) {
        m_search->setLoading(!progress.isComplete, progress.taken, progress.total);
    };
    connect(&service, &CloseService::pullProgressChanged, m_search, showLoading);
    showLoading(service.pullProgress());
}

/// A lead, and what in it was looked for.
void Workspace::openHit(const SearchHit &hit)
{
    showLead(hit.leadId);
    switch (hit.kind) {
    case SearchKind::Lead:
        break;
    case SearchKind::Contact:
    case SearchKind::Opportunity:
    case SearchKind::Task:
        if (m_isNarrow)
            m_middle->setCurrentIndex(0);
        break;
    case SearchKind::Note:
    case SearchKind::Call:
    case SearchKind::Message:
    case SearchKind::Email:
    case SearchKind::Meeting:
    case SearchKind::Other:
        if (m_isNarrow)
            m_middle->setCurrentWidget(m_timelinePane);
        m_timelinePane->showActivity(ActivityId(hit.objectId));
        m_timelinePane->focusList();
        break;
    }
}

} // namespace leadline
