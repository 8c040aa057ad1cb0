#pragma once

#include "services/domain/organization.h"
#include "ui/widgets/paint.h"

#include <QScrollArea>

class QHBoxLayout;

namespace leadline {

class FilterChip;
class ScrollEdge;

/// One pill for each status of the organisation, in one row that scrolls sideways by wheel, focus and the
/// arrows at its ends. None chosen means all. One stop for Tab; the arrow keys, Home and End go from pill to
/// pill.
class FilterChips final : public QScrollArea
{
    Q_OBJECT
public:
    explicit FilterChips(const Theme &theme, QWidget *parent = nullptr);

    /// Chosen statuses that are still there stay chosen.
    void setStatuses(const QList<LeadStatus> &statuses);
    [[nodiscard]] QList<StatusId> chosen() const;
    [[nodiscard]] bool isEmpty() const { return m_chips.isEmpty(); }
    void clear();
    void focusFirst();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    [[nodiscard]] ScrollEdge *makeEdge(bool isLeft);
    void showEdges();
    void placeInTabOrder();
    [[nodiscard]] FilterChip *chipFor(int key, const FilterChip *from) const;

    const Theme &m_theme;
    QWidget *m_inside;
    QHBoxLayout *m_row;
    ScrollEdge *m_left = nullptr;
    ScrollEdge *m_right = nullptr;
    QList<FilterChip *> m_chips;
};

} // namespace leadline
