#pragma once

#include "models/searchmodel.h"
#include "services/base/clock.h"
#include "ui/widgets/overlay.h"

#include <QStringList>
#include <QTimer>

#include <optional>

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
    /// What stands in a row, whichever row that is.
    struct Place
    {
        SearchModel::RowKind what;
        SearchModel::Section section;
        QString id; ///< of a hit; of a recent search its text
        friend bool operator==(const Place &, const Place &) = default;
    };
    void makeList();
    [[nodiscard]] QWidget *makeFooter();
    bool onKey(int key);
    void move(int step);
    void jump(int row, int step);
    void setCurrentRow(int row);
    [[nodiscard]] std::optional<Place> placeAt(int row) const;
    [[nodiscard]] int rowOf(const Place &place) const;
    void onEnter();
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
    QTimer m_patience;     ///< after it, the box says that it is still searching
    QTimer m_again;
    // A rebuilt list forgets where it stood; new data must not move it.
    QString m_shownText;
    int m_row = -1;
    std::optional<Place> m_place; ///< what is in that row
    int m_scrolled = 0;
    bool m_isMoved = false;        ///< a person moved to that row since the last letter
    bool m_isEnterPending = false; ///< pressed before the answer for the text was here
    bool m_isLoading = false;
    int m_taken = 0;
    int m_total = -1;
};

} // namespace leadline
