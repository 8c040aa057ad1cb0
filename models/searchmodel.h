#pragma once

#include "services/base/apierror.h"
#include "services/search/searchservice.h"

#include <QAbstractListModel>

namespace leadline {

/// What a search has found, group by group below headings, then what Close itself found, if it was asked;
/// while nothing is typed, what was looked for before. The rows of the last answer stay until the next one is
/// here.
class SearchModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class RowKind { Heading, Hit, Recent, AskClose };
    enum class Section { Recents, Found, InClose };
    /// How far asking Close has come.
    enum class CloseState { Offered, Asking, Answered, Failed };
    enum Role {
        RowKindRole = Qt::UserRole + 1, ///< RowKind as int
        SectionRole,                    ///< Section as int
        KindRole,                       ///< SearchKind as int; of a group's heading and of a hit
        CountRole,                      ///< hits below a heading
        HitRole,                        ///< SearchHit
        CloseStateRole,                 ///< CloseState as int, of the row AskClose
        ErrorRole,                      ///< ApiError, if that failed
    };
    explicit SearchModel(SearchService &service, QObject *parent = nullptr);

    /// Empty shows the recent ones.
    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setRecents(const QStringList &recents);
    /// The same text again, after the mirror has changed.
    void searchAgain();

    void startAskingClose();
    /// Nothing if another text is looked for by now.
    void showFromClose(const QString &text, const QList<SearchHit> &hits);
    void showCloseError(const QString &text, const ApiError &error);
    [[nodiscard]] CloseState closeState() const { return m_closeState; }

    /// The answer for the text is not here yet.
    [[nodiscard]] bool isSearching() const { return m_isSearching; }
    /// The rows are those of another text.
    [[nodiscard]] bool isOutdated() const { return m_isSearching && m_results.text != m_text; }
    [[nodiscard]] bool isGuess() const { return m_results.isGuess; }
    [[nodiscard]] bool isCut() const { return m_results.isCut; }
    [[nodiscard]] int hitCount() const;
    /// Why the index could not be read; kind None otherwise.
    [[nodiscard]] const ApiError &error() const { return m_error; }
    /// The next row one can choose from `row` on, in steps of 1 or -1; -1 = none.
    [[nodiscard]] int choosable(int row, int step) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void refreshed(); ///< an answer, or the recent ones, are shown
    void extended();  ///< Close's part at the end has changed, the rows before have not

private:
    struct Row
    {
        RowKind what = RowKind::Hit;
        Section section = Section::Found;
        SearchKind kind = SearchKind::Lead;
        int count = 0;
        SearchHit hit;  ///< of a hit
        QString recent; ///< of a recent search
    };
    void onFound(const SearchResults &results);
    void rebuild();
    void appendGroups(QList<Row> &rows) const;
    void appendClose(QList<Row> &rows) const;
    void setCloseState(CloseState state);

    SearchService &m_service;
    QString m_text;
    QStringList m_recents;
    SearchResults m_results;
    QList<SearchHit> m_fromClose;
    ApiError m_closeError;
    ApiError m_error;
    QList<Row> m_rows;
    CloseState m_closeState = CloseState::Offered;
    bool m_isSearching = false;
};

} // namespace leadline
