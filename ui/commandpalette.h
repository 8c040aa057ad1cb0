#pragma once

#include "ui/actionlistmodel.h"
#include "ui/widgets/overlay.h"

class QLineEdit;
class QListView;

namespace leadline {

class Actions;

/// Ctrl+K: every action by name, run with Enter. Shows the keys, so that one needs it less each day.
class CommandPalette final : public Overlay
{
    Q_OBJECT
public:
    CommandPalette(const Theme &theme, const Actions &actions, QWidget *host);

protected:
    QWidget *prepare() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void run();
    void move(int step);

    const Actions &m_actions;
    ActionListModel m_model;
    QLineEdit *m_edit;
    QListView *m_list;
};

} // namespace leadline
