#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

namespace leadline {

/// Initials on a round tinted ground.
class Avatar final : public QWidget
{
    Q_OBJECT
public:
    explicit Avatar(const Theme &theme, QWidget *parent = nullptr);

    void setPerson(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_initials;
};

} // namespace leadline
