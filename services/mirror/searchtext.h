#pragma once

#include "services/domain/activity.h"
#include "services/domain/lead.h"

#include <string>
#include <string_view>

namespace leadline {

/// What a line of a search text holds: the line begins with this character. They stand in files, so they must
/// never change.
enum class TextField : char {
    LeadName = 0x01,
    ContactName =
        0x02, ///< begins each contact, empty if it has no name: the n-th is the n-th of Lead::contacts
    ContactTitle = 0x03,
    Email = 0x04, ///< of the contact named last; so are the phones and what else follows
    Phone = 0x05, ///< digits only
    Url = 0x06,
    Address = 0x07,
    Custom = 0x08, ///< value of a custom field
    Description = 0x0e,
    Title = 0x0f,  ///< of an item: subject, heading of a note, title of a meeting
    Body = 0x10,   ///< of an item: what was written
    Person = 0x11, ///< of an item: sender and recipients
    Value = 0x12,  ///< of an opportunity: its value and status in Close's words
};

/// Between a line's text and the same words spelled out (`Müller`: `mueller`).
constexpr char spelledOutMark = 0x13;

/// Builds a search text: one line for each field, folded, without control characters of its own.
class SearchText
{
public:
    /// Nothing is added for an empty text.
    void add(TextField field, std::string_view text);
    /// Digits alone, from three on.
    void addDigits(TextField field, std::string_view phone);
    /// The letters of Close's rich text, without its tags.
    void addHtml(TextField field, std::string_view html);
    void beginContact(std::string_view name);
    [[nodiscard]] std::string take() { return std::move(m_text); }
    [[nodiscard]] bool isEmpty() const { return m_text.empty(); }

private:
    void addAscii(TextField field, std::string_view text);
    std::string m_text;
};

/// Notes, calls with a note, SMS, e-mails, meetings; empty for all other activities.
[[nodiscard]] QString searchTextOf(const Activity &activity);

} // namespace leadline
