#pragma once

#include "models/searchmodel.h"
#include "services/base/clock.h"
#include "ui/widgets/overlay.h"

#include <QStringList>
#include <QTimer>

class QLineEdit;
class QListView;
class QStackedWidget;

namespace leadline {

class EmptyState;
class SearchDelegate;
class SpokenModel;
class TextLabel;

/// `/` or Ctrl+F: one box over everything. Results appear as one types, grouped, the matching parts marked;
/// arrows choose, Enter opens. Never waits for an answer; opens nothing itself.
class SearchBox final : public Overlay
{
    Q_OBJECT
public:
    /// All of them outlive the box.
    SearchBox(const Theme &theme, SearchService &service, const Clock &clock, QWidget *host);
    ~SearchBox() override;

    /// Leads that are still to come from Close cannot be found yet: the box says so.
    void setLoading(bool isLoading, int taken, int total);
    /// The mirror has changed: what is shown is looked for again, soon.
    void noteChange();
    void showFromClose(const QString &text, const QList<SearchHit> &hits)
    {
        m_model.showFromClose(text, hits);
    }
    void showCloseError(const QString &text, const ApiError &error) { m_model.showCloseError(text, error); }

Q_SIGNALS:
    void chosen(const leadline::SearchHit &hit);
    void searchInCloseRequested(const QString &text);

protected:
    QWidget *prepare() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeList();
    [[nodiscard]] QWidget *makeFooter();
    bool onKey(int key);
    void move(int step);
    void jump(int row, int step);
    void setCurrentRow(int row);
    void choose();
    void askClose();
    void onRefreshed();
    void showState();
    void showNothing();
    [[nodiscard]] QString loadingText() const;
    [[nodiscard]] QString summary() const;
    [[nodiscard]] int pageRows() const;

    const Theme &m_theme;
    SearchService &m_service;
    SearchModel m_model;
    QLineEdit *m_edit;
    QStackedWidget *m_stack;
    QListView *m_list;
    SearchDelegate *m_delegate;
    SpokenModel *m_spoken;
    EmptyState *m_empty;
    TextLabel *m_summary;
    QStringList m_recents; ///< newest first
    QString m_chosenId;    ///< of the row a person moved to; stays chosen when the same search is made again
    QTimer m_patience;     ///< after it, the box says that it is still searching
    QTimer m_again;
    int m_row = -1; ///< the current one; a rebuilt list forgets it
    bool m_isLoading = false;
    int m_taken = 0;
    int m_total = -1;
};

} // namespace leadline
