#include "tests/bench/searchprobe.h"

#include "tests/bench/waiting.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <limits>

namespace leadline::bench {

SearchProbe::SearchProbe(CloseService &service)
    : m_box(m_theme, service.search(), m_clock, &m_window), m_paints(&m_window)
{
    m_theme.setMode(Theme::Mode::Light);
    m_window.resize(1280, 800);
    m_window.show();
    m_box.popUp();
    m_edit = m_box.findChild<QLineEdit *>(QStringLiteral("searchEdit"));
    QObject::connect(&service.search(), &SearchService::found, &m_window,
                     [this](const SearchResults &results) {
                         m_results = results;
                         m_paintsBefore = m_paints.count(); // what comes now is the paint of the answer
                     });
    settle();
}

void SearchProbe::clear()
{
    m_edit->clear();
    settle();
}

Span SearchProbe::type(QChar letter)
{
    const Stopwatch watch;
    const QString text = m_edit->text() + letter;
    QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
    QCoreApplication::sendEvent(m_edit, &press);
    return untilPainted(text, watch);
}

Span SearchProbe::paste(const QString &text)
{
    clear();
    const Stopwatch watch;
    m_edit->setText(text);
    return untilPainted(text, watch);
}

Span SearchProbe::untilPainted(const QString &text, const Stopwatch &watch)
{
    const bool isPainted =
        waitFor([&] { return m_results.text == text && m_paints.count() > m_paintsBefore; }, 20'000);
    constexpr double never = std::numeric_limits<double>::max();
    return isPainted ? watch.span() : Span{never, never};
}

QSet<QString> SearchProbe::leads() const
{
    QSet<QString> ids;
    for (const SearchHit &hit : m_results.hits)
        ids.insert(hit.leadId.value);
    return ids;
}

QString SearchProbe::unmarked() const
{
    for (const SearchHit &hit : m_results.hits) {
        if (hit.title.marks.isEmpty() && hit.snippet.marks.isEmpty())
            return QStringLiteral("%1 [%2] [%3] [%4]")
                .arg(hit.objectId, hit.title.text, hit.snippet.text)
                .arg(int(hit.kind));
    }
    return {};
}

} // namespace leadline::bench
