#pragma once

#include "models/leadlistmodel.h"
#include "services/domain/organization.h"
#include "ui/widgets/surface.h"

class QLineEdit;

namespace leadline {

class Button;
class FilterChips;
class LeadFilterMenu;

/// What the lead list is filtered by: a text, the menu of everything else, and the pills of what is in force.
/// Asks the model and shows what it is asked; the list below belongs to somebody else.
class LeadFilterBar final : public Surface
{
    Q_OBJECT
public:
    LeadFilterBar(LeadListModel &model, const Theme &theme, QWidget *parent = nullptr);

    void setOrganization(const OrganizationData &organization);
    /// Shows and asks for a query that was made elsewhere.
    void setQuery(const LeadListQuery &query);
    /// Takes away every filter; the order stays, and so does a Smart View.
    void clear();
    /// Something narrows the list that `clear` would take away.
    [[nodiscard]] bool isFiltering() const;
    void focusText();
    void focusStatuses();
    void showChips(bool isShown);
    [[nodiscard]] bool hasChips() const;
    void openMenu();
    /// Turns one of the things that can be promised on, or off when it is on.
    void toggleNextStep(NextStep step);

Q_SIGNALS:
    void asked();        ///< by a person here
    void leftDownward(); ///< the Down key in the text
    void activated();    ///< Enter in the text

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void ask(const LeadListQuery &query);
    void showQuery();

    LeadListModel &m_model;
    OrganizationData m_organization;
    QLineEdit *m_text;
    Button *m_add;
    Button *m_clear; ///< shown while there is something to clear
    LeadFilterMenu *m_menu;
    FilterChips *m_chips;
    bool m_isChipsWanted = true;
};

} // namespace leadline
