#pragma once

#ifndef Q_MOC_RUN // moc 6.4 cannot parse <concepts>
#include <coroutine>
#endif
#include <utility>

namespace leadline {

/// One coroutine waits here for one word: true = go on, false = give up. The first word counts, later ones
/// are ignored.
class Latch
{
public:
    Latch() = default;
    Latch(const Latch &) = delete;
    Latch &operator=(const Latch &) = delete;

    /// Resumes the waiting coroutine before it returns; the latch may be gone by then.
    void open(bool word)
    {
        if (m_isOpen)
            return;
        m_isOpen = true;
        m_word = word;
        if (const auto waiting = std::exchange(m_waiting, {}))
            waiting.resume();
    }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }

    /// What a coroutine awaits; the latch must live until then.
    class Opened
    {
    public:
        explicit Opened(Latch *latch) : m_latch(latch) {}
        [[nodiscard]] bool await_ready() const { return m_latch->m_isOpen; }
        void await_suspend(std::coroutine_handle<> waiting) { m_latch->m_waiting = waiting; }
        [[nodiscard]] bool await_resume() const { return m_latch->m_word; }

    private:
        Latch *m_latch;
    };
    [[nodiscard]] Opened opened() { return Opened(this); }

private:
    std::coroutine_handle<> m_waiting;
    bool m_isOpen = false;
    bool m_word = false;
};

} // namespace leadline
