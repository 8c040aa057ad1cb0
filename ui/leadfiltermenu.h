#pragma once

#include "models/leadlistmodel.h"
#include "services/domain/organization.h"

#include <QMenu>

namespace leadline {

/// Everything the lead list can be filtered by besides text and status; what is in force is checked. Filled
/// each time it opens, from the organisation and the countries that leads have.
class LeadFilterMenu final : public QMenu
{
    Q_OBJECT
public:
    LeadFilterMenu(LeadListModel &model, QWidget *parent);

    void setOrganization(const OrganizationData &organization) { m_organization = organization; }

Q_SIGNALS:
    void chosen(const leadline::LeadListQuery &query);

private:
    void fill();
    void fillIdle(QMenu &menu);
    void fillCountries(QMenu &menu);
    void fillField(QMenu &menu, const CustomField &field);
    void addText(QMenu &menu, const CustomField &field);
    /// An entry that turns a value of the field on or off.
    void addValue(QMenu &menu, const FieldValue &value, const QString &text);
    /// An entry whose query is handed out when it is chosen.
    QAction *offer(QMenu &menu, const QString &name, const QString &text, bool isOn,
                   const LeadListQuery &query);
    [[nodiscard]] QMenu &submenu(const QString &name, const QString &text, QMenu &parent);

    LeadListModel &m_model;
    OrganizationData m_organization;
};

} // namespace leadline
