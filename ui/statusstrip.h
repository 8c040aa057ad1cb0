#pragma once

#include "services/closeservice.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QProgressBar;

namespace leadline {

class Button;
class IconLabel;
class TextLabel;

/// The strip at the bottom: in step or not, what is loading, what waits, what needs a person, how much budget
/// is left.
class StatusStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusStrip(const Theme &theme, QWidget *parent = nullptr);

    void setConnection(Connection connection, const QDateTime &lastContactUtc, const QDateTime &nowUtc);
    void setPull(const PullProgress &progress);
    void setCounts(int waiting, int needsPerson);
    void setSendingPaused(bool isPaused);
    void setRate(const RateBudget &budget);
    /// A word on what was just done; goes by itself.
    void note(const QString &text);

Q_SIGNALS:
    void retryRequested();
    void pullCancelRequested();
    void pullResumeRequested();
    void outboxRequested();
    void paletteRequested();
    void keysRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] static QString loadingText(const PullProgress &progress);
    [[nodiscard]] static QString pausedText(const PullProgress &progress);
    [[nodiscard]] QWidget *makePullItems();
    void addHints(QHBoxLayout *row);
    void showWaiting();
    [[nodiscard]] TextLabel *addText(QHBoxLayout *row, const QString &name, IconLabel *icon = nullptr);

    const Theme &m_theme;
    IconLabel *m_connectionIcon;
    TextLabel *m_connection;
    Button *m_retry;
    QWidget *m_pullBox; ///< what is said about loading, with its bar and its button
    TextLabel *m_pull;
    QProgressBar *m_pullBar;
    Button *m_pullButton;
    bool m_isPullRunning = false;
    Button *m_waiting;
    int m_waitingCount = 0;
    bool m_isSendingPaused = false;
    Button *m_needsPerson;
    IconLabel *m_rateIcon;
    TextLabel *m_rate;
    TextLabel *m_note;
    QTimer m_noteTimer;
};

} // namespace leadline
