#pragma once

#include "services/closeservice.h"
#include "tests/bench/paintcounter.h"
#include "tests/bench/stopwatch.h"
#include "ui/searchbox.h"
#include "ui/theme/theme.h"

class QLineEdit;

namespace leadline::bench {

/// The search box over a service, typed into by key; tells how long it took until the answer was painted.
class SearchProbe
{
public:
    explicit SearchProbe(CloseService &service);

    /// Empties the box, which is not timed.
    void clear();
    /// One more letter; how long until the answer to the whole text is painted, infinite if it does not come.
    [[nodiscard]] Span type(QChar letter);
    /// All at once, as one pastes.
    [[nodiscard]] Span paste(const QString &text);

    [[nodiscard]] const SearchResults &results() const { return m_results; }
    [[nodiscard]] QSet<QString> leads() const;
    /// A hit that does not show what matched, in words; empty if all do.
    [[nodiscard]] QString unmarked() const;

private:
    [[nodiscard]] Span untilPainted(const QString &text, const Stopwatch &watch);

    Theme m_theme;
    SystemClock m_clock;
    QWidget m_window;
    SearchBox m_box;
    PaintCounter m_paints;
    QLineEdit *m_edit;
    SearchResults m_results;
    int m_paintsBefore = 0;
};

} // namespace leadline::bench
