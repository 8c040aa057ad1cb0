#pragma once

#include "models/outboxmodel.h"
#include "services/domain/undoreport.h"
#include "ui/widgets/overlay.h"

class QListView;
class QScrollArea;

namespace leadline {

class Button;
class EmptyState;
class OutboxDetail;
class TextLabel;

/// Every write that Close does not have yet, those that need a person first, and what can be done with each.
/// Mute: shows an OutboxModel and emits intents.
class OutboxPane final : public Overlay
{
    Q_OBJECT
public:
    OutboxPane(OutboxModel &model, const Theme &theme, QWidget *host);

    /// The lead on the window: where a write can be moved to.
    void setOpenLead(const std::optional<Lead> &lead);
    void setPaused(bool isPaused);

Q_SIGNALS:
    void pauseRequested(bool isPaused);
    void leadRequested(const leadline::LeadId &lead); ///< Enter on a row
    void editRequested(const leadline::CommandId &id);
    void retryRequested(const leadline::CommandId &id);
    void arrivedRequested(const leadline::CommandId &id);
    void moveRequested(const leadline::CommandId &id, const leadline::LeadId &lead);
    void deleteDoubleRequested(const leadline::CommandId &id);
    void keepBothRequested(const leadline::CommandId &id);
    void discardRequested(const leadline::CommandId &id);
    void copyRequested(const QString &text);
    void resolved(const leadline::CommandId &id, const QHash<QString, leadline::ConflictChoice> &choices);

protected:
    QWidget *prepare() override;
    [[nodiscard]] int wantedHeight(int width) const override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHead();
    void connectDetail();
    void refresh();
    void showCurrent();
    void giveRoom();
    [[nodiscard]] int rowsSeen() const;
    void openLeadOf(const QModelIndex &index);

    OutboxModel &m_model;
    const Theme &m_theme;
    std::optional<Lead> m_openLead;
    TextLabel *m_counts;
    Button *m_pause;
    bool m_isPaused = false;
    QListView *m_list;
    QWidget *m_line;
    OutboxDetail *m_detail;
    QScrollArea *m_scroll;
    EmptyState *m_empty;
};

} // namespace leadline
