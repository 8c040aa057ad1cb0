#pragma once

#include "services/domain/organization.h"
#include "ui/text/leadfilterwords.h"
#include "ui/widgets/paint.h"

#include <QScrollArea>

class QHBoxLayout;

namespace leadline {

class FilterChip;
class ScrollEdge;

/// What filters the lead list, in one row of pills that scrolls sideways by wheel, focus and the arrows at its
/// ends: first one for each part in force, which it takes away, then one to choose for each status of the
/// organisation. One stop for Tab; the arrow keys, Home and End go from pill to pill.
class FilterChips final : public QScrollArea
{
    Q_OBJECT
public:
    explicit FilterChips(const Theme &theme, QWidget *parent = nullptr);

    void setStatuses(const QList<LeadStatus> &statuses);
    /// What is in force now; tells nobody. The focus stays where it was, or goes to the pill that took the
    /// place.
    void setFilter(const QList<FilterPart> &parts, const QList<StatusId> &chosen);
    [[nodiscard]] bool isEmpty() const { return m_chips.isEmpty(); }
    void focusStatuses();

Q_SIGNALS:
    void statusesChosen(const QList<leadline::StatusId> &statuses);
    void partRemoved(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    [[nodiscard]] ScrollEdge *makeEdge(bool isLeft);
    void showEdges();
    void rebuild();
    void add(FilterChip *chip, const QString &name);
    [[nodiscard]] FilterChip *makeStatus(const LeadStatus &status);
    void placeInTabOrder();
    [[nodiscard]] FilterChip *chipFor(int key, const FilterChip *from) const;

    const Theme &m_theme;
    QWidget *m_inside;
    QHBoxLayout *m_row;
    ScrollEdge *m_left = nullptr;
    ScrollEdge *m_right = nullptr;
    QList<FilterChip *> m_chips;
    QList<LeadStatus> m_statuses;
    QList<StatusId> m_chosen; ///< empty = all
    QList<FilterPart> m_parts;
};

} // namespace leadline
