#pragma once

#include "services/domain/lead.h"
#include "services/domain/organization.h"
#include "ui/theme/theme.h"

#include <QUrl>
#include <QWidget>

class QMenu;

namespace leadline {

class Button;
class Chip;
class IconLabel;
class TextLabel;

/// The head of the detail pane: name, status, address on the web and on the map, the time there. Emits
/// intents.
class LeadHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit LeadHeader(const Theme &theme, QWidget *parent = nullptr);

    void setLead(const Lead &lead, const QDateTime &nowUtc);
    void setNow(const QDateTime &nowUtc);
    void setStatuses(const QList<LeadStatus> &statuses); ///< what the status can be changed to
    void openStatuses();

Q_SIGNALS:
    void statusRequested(const leadline::StatusId &status);
    void openInCloseRequested();
    void linkActivated(const QUrl &url);
    void copyRequested(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTopRow();
    [[nodiscard]] QWidget *makeFactRow();
    void fillStatuses();

    const Theme &m_theme;
    Lead m_lead;
    QList<LeadStatus> m_statuses;
    TextLabel *m_name;
    Chip *m_status;
    Button *m_statusButton;
    QMenu *m_statusMenu;
    QWidget *m_urlFact;
    Button *m_url;
    QWidget *m_addressFact;
    TextLabel *m_address;
    IconLabel *m_timeIcon;
    TextLabel *m_time;
};

} // namespace leadline
