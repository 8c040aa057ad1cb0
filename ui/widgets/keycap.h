#pragma once

#include "ui/widgets/paint.h"

#include <QWidget>

namespace leadline {

/// A key in a small frame, as a hint.
class KeyCap final : public QWidget
{
    Q_OBJECT
public:
    KeyCap(const Theme &theme, const QString &key, QWidget *parent = nullptr);

    void setKey(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_key;
};

} // namespace leadline
