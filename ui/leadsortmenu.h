#pragma once

#include "models/leadlistmodel.h"

#include <QMenu>

class QActionGroup;

namespace leadline {

/// The orders of the lead list, the one in use checked.
class LeadSortMenu final : public QMenu
{
    Q_OBJECT
public:
    LeadSortMenu(LeadListModel &model, QWidget *parent);

private:
    void addOrder(const QString &name, const QString &text, LeadSort sort, bool isDescending);

    LeadListModel &m_model;
    QActionGroup *m_group;
};

} // namespace leadline
