#pragma once

#include "services/closeservice.h"

#include <QObject>
#include <QTimer>

namespace leadline {

class LeadListModel;
class LeadListPane;

/// Which leads are looked at: opens lists and Smart Views in the lead list, keeps the person's own ones, and
/// begins where the last day ended.
class ListDesk final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives the desk.
    struct Parts
    {
        CloseService &service;
        LeadListModel &model;
        LeadListPane &pane;
    };
    explicit ListDesk(const Parts &parts, QObject *parent = nullptr);
    ~ListDesk() override; ///< remembers what is open, but not a text being typed

    void openAll();
    void openList(const QString &name);
    void openSmartView(const SmartViewId &view);
    /// Asks Close again for the Smart View that is open, if one is.
    void refreshSmartView();
    void nextList(int step); ///< of all leads, own lists and Smart Views, in the order of the menu

Q_SIGNALS:
    void failed(const leadline::ApiError &error); ///< a list could not be kept

private:
    void reopen();
    void show(const QString &name, const LeadListQuery &query);
    void save(const QString &name);
    void remove(const QString &name);
    void remember();
    void showOpen();
    void readSmartView();
    void showSmartView();
    void onOrganization();
    [[nodiscard]] bool isChanged() const;

    Parts m_parts;
    SmartViewId m_view;       ///< that is open, as last read
    SmartViewResult m_result; ///< of that one
    QString m_name;           ///< of the own list that is open; empty = none
    QTimer m_minute;          ///< the age of a Smart View moves on
};

} // namespace leadline
