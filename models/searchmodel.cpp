#include "models/searchmodel.h"

#include <QSet>

#include <algorithm>

namespace leadline {

SearchModel::SearchModel(SearchService &service, QObject *parent)
    : QAbstractListModel(parent), m_service(service)
{
    connect(&service, &SearchService::found, this, &SearchModel::onFound);
    connect(&service, &SearchService::failed, this, [this](int, const ApiError &error) {
        m_results = {};
        m_error = error;
        m_isSearching = false;
        rebuild();
        Q_EMIT refreshed();
    });
}

void SearchModel::setText(const QString &text)
{
    const QString asked = text.simplified();
    if (asked == m_text)
        return;
    m_text = asked;
    m_fromClose.clear();
    m_closeState = CloseState::Offered;
    searchAgain();
}

void SearchModel::searchAgain()
{
    m_error = {};
    m_isSearching = !m_text.isEmpty();
    if (m_isSearching) {
        m_service.search(m_text);
        return;
    }
    m_service.cancel();
    m_results = {};
    rebuild();
    Q_EMIT refreshed();
}

void SearchModel::setRecents(const QStringList &recents)
{
    m_recents = recents;
    if (!m_text.isEmpty())
        return;
    rebuild();
    Q_EMIT refreshed();
}

void SearchModel::onFound(const SearchResults &results)
{
    if (results.text != m_text)
        return; // of another box over the same service
    m_results = results;
    m_isSearching = false;
    rebuild();
    Q_EMIT refreshed();
}

void SearchModel::startAskingClose()
{
    m_fromClose.clear();
    setCloseState(CloseState::Asking);
}

void SearchModel::showFromClose(const QString &text, const QList<SearchHit> &hits)
{
    if (text != m_text || m_closeState != CloseState::Asking)
        return;
    m_fromClose = hits;
    setCloseState(CloseState::Answered);
}

void SearchModel::showCloseError(const QString &text, const ApiError &error)
{
    if (text != m_text || m_closeState != CloseState::Asking)
        return;
    m_closeError = error;
    setCloseState(CloseState::Failed);
}

void SearchModel::setCloseState(CloseState state)
{
    m_closeState = state;
    rebuild();
    Q_EMIT extended();
}

void SearchModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    if (m_text.isEmpty()) {
        if (!m_recents.isEmpty())
            m_rows << Row{RowKind::Heading, Section::Recents, {}, int(m_recents.size()), {}, {}};
        for (const QString &recent : std::as_const(m_recents))
            m_rows << Row{RowKind::Recent, Section::Recents, {}, 0, {}, recent};
    } else {
        appendGroups(m_rows);
        appendClose(m_rows);
    }
    endResetModel();
}

void SearchModel::appendGroups(QList<Row> &rows) const
{
    qsizetype heading = -1;
    for (const SearchHit &hit : m_results.hits) {
        if (heading < 0 || rows[heading].kind != hit.kind) {
            heading = rows.size();
            rows << Row{RowKind::Heading, Section::Found, hit.kind, 0, {}, {}};
        }
        ++rows[heading].count;
        rows << Row{RowKind::Hit, Section::Found, hit.kind, 0, hit, {}};
    }
}

/// Without what is found here, too.
void SearchModel::appendClose(QList<Row> &rows) const
{
    QSet<QString> known;
    for (const SearchHit &hit : m_results.hits)
        known.insert(hit.objectId);
    QList<Row> added;
    for (const SearchHit &hit : m_fromClose) {
        if (!known.contains(hit.objectId))
            added << Row{RowKind::Hit, Section::InClose, hit.kind, 0, hit, {}};
    }
    rows << Row{RowKind::Heading, Section::InClose, {}, int(added.size()), {}, {}};
    if (added.isEmpty())
        rows << Row{RowKind::AskClose, Section::InClose, {}, 0, {}, {}};
    rows += added;
}

int SearchModel::hitCount() const
{
    return int(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.what == RowKind::Hit; }));
}

int SearchModel::choosable(int row, int step) const
{
    for (; row >= 0 && row < m_rows.size(); row += step) {
        if (m_rows[row].what != RowKind::Heading)
            return row;
    }
    return -1;
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.what == RowKind::Hit ? row.hit.title.text : row.recent;
    case RowKindRole:
        return int(row.what);
    case SectionRole:
        return int(row.section);
    case KindRole:
        return int(row.kind);
    case CountRole:
        return row.count;
    case HitRole:
        return QVariant::fromValue(row.hit);
    case CloseStateRole:
        return int(m_closeState);
    case ErrorRole:
        return QVariant::fromValue(m_closeError);
    default:
        return {};
    }
}

Qt::ItemFlags SearchModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows.value(index.row()).what == RowKind::Heading)
        return Qt::ItemIsEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace leadline
