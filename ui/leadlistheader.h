#pragma once

#include "models/leadlistmodel.h"
#include "ui/widgets/surface.h"

class QAction;

namespace leadline {

class Button;
class IconToggle;
class LeadListMenu;
class LeadSortMenu;
class TextLabel;

/// The head of the lead list: what it shows, by a menu of lists and Smart Views; how many; the order; and
/// whether the pills are shown.
class LeadListHeader final : public Surface
{
    Q_OBJECT
public:
    LeadListHeader(LeadListModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] LeadListMenu &menu() { return *m_menu; }
    void openMenu(bool isSaving = false);
    /// What is shown: plain text, control characters made visible here; empty = all leads.
    void setTitle(const QString &title);
    void setCount(const QString &text, const QString &spoken);
    void offerChips(bool isOffered); ///< the toggle of the pills
    void showChips();
    [[nodiscard]] QList<QAction *> sortOrders() const;

Q_SIGNALS:
    void chipsToggled(bool isShown);

private:
    Button *m_title;
    LeadListMenu *m_menu;
    TextLabel *m_count;
    Button *m_sort;
    LeadSortMenu *m_orders;
    IconToggle *m_chips;
};

} // namespace leadline
