#pragma once

#include "services/domain/organization.h"
#include "ui/widgets/paint.h"

#include <QScrollArea>

class QHBoxLayout;

namespace leadline {

class FilterChip;

/// One pill for each status of the organisation, in one row that scrolls sideways by wheel and focus. None
/// chosen means all.
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

Q_SIGNALS:
    void changed();

protected:
    void wheelEvent(QWheelEvent *event) override;

private:
    const Theme &m_theme;
    QWidget *m_inside;
    QHBoxLayout *m_row;
    QList<FilterChip *> m_chips;
};

} // namespace leadline
