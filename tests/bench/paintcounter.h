#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace leadline::bench {

/// Counts the paints of a widget and of all it holds.
class PaintCounter final : public QObject
{
public:
    explicit PaintCounter(QWidget *root) : m_root(root) { qApp->installEventFilter(this); }
    [[nodiscard]] int count() const { return m_count; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *widget = event->type() == QEvent::Paint ? qobject_cast<QWidget *>(watched) : nullptr;
        m_count += widget && (widget == m_root || m_root->isAncestorOf(widget)) ? 1 : 0;
        return false;
    }

private:
    QWidget *m_root;
    int m_count = 0;
};

} // namespace leadline::bench
