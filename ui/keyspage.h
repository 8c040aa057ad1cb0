#pragma once

#include "ui/widgets/overlay.h"

class QScrollArea;

namespace leadline {

class Actions;

/// `?` and F1: the keys of every action, made from the actions themselves so that it cannot go stale.
class KeysPage final : public Overlay
{
    Q_OBJECT
public:
    KeysPage(const Theme &theme, const Actions &actions, QWidget *host);

protected:
    QWidget *prepare() override;

private:
    [[nodiscard]] QWidget *makeColumns();

    const Theme &m_theme;
    const Actions &m_actions;
    QScrollArea *m_scroll;
};

} // namespace leadline
