#pragma once

#include "services/domain/organization.h"
#include "ui/widgets/paint.h"

#include <QAbstractButton>

namespace leadline {

/// A pill that is chosen or not, for one status.
class FilterChip final : public QAbstractButton
{
    Q_OBJECT
public:
    FilterChip(const Theme &theme, const LeadStatus &status, QWidget *parent = nullptr);

    [[nodiscard]] const StatusId &status() const { return m_status; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void focused();

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    const Theme &m_theme;
    StatusId m_status;
    QString m_label;
};

} // namespace leadline
