#include "app/options.h"

#include <QCommandLineParser>

namespace leadline {
namespace {

Options mistake(const QString &text)
{
    Options options;
    options.verb = Options::Verb::Message;
    options.message = text + QLatin1String("\nTry: leadline --help\n");
    options.exitCode = 2;
    return options;
}

/// Reads a whole number within limits; false when the text is none.
bool readNumber(const QString &text, qint64 low, qint64 high, qint64 *number)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    if (!isNumber || value < low || value > high)
        return false;
    *number = value;
    return true;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Leadline: a desktop assistant for sales reps in Close CRM"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("sandbox"),
                                 QStringLiteral("Serve the built-in Close alone, until Ctrl+C."),
                                 QStringLiteral("[sandbox]"));
    parser.addOptions({
        {QStringLiteral("sandbox"), QStringLiteral("Open the window on the built-in Close.")},
        {QStringLiteral("fresh"), QStringLiteral("Forget what was written to the built-in Close before.")},
        {QStringLiteral("text"), QStringLiteral("Do the main job in text on a built-in Close, then leave.")},
        {QStringLiteral("screenshot"), QStringLiteral("Picture of the window that --text leaves."),
         QStringLiteral("file")},
        {QStringLiteral("shots"), QStringLiteral("Write a picture of every pane and state."),
         QStringLiteral("folder")},
        {QStringLiteral("suffix"), QStringLiteral("End of the pictures' names."), QStringLiteral("text")},
        {QStringLiteral("theme"), QStringLiteral("system, light or dark."), QStringLiteral("name"),
         QStringLiteral("system")},
        {QStringLiteral("data"), QStringLiteral("Folder for accounts and mirrors."),
         QStringLiteral("folder")},
        {QStringLiteral("port"), QStringLiteral("Port of the built-in Close; 0 = any free one."),
         QStringLiteral("number")},
        {QStringLiteral("proxy-port"),
         QStringLiteral("Port of a proxy that damages chosen exchanges (see the README)."),
         QStringLiteral("number")},
        {QStringLiteral("api-key"), QStringLiteral("Key that the built-in Close accepts."),
         QStringLiteral("key")},
        {QStringLiteral("rep-key"), QStringLiteral("Key of a rep there, who is no administrator."),
         QStringLiteral("key")},
        {QStringLiteral("leads"), QStringLiteral("Size of the made-up organisation."),
         QStringLiteral("number")},
        {QStringLiteral("seed"), QStringLiteral("Which made-up organisation."), QStringLiteral("number")},
        {QStringLiteral("rate"),
         QStringLiteral("Requests a second that the built-in Close allows in each group; 0 = no limit."),
         QStringLiteral("number")},
        {QStringLiteral("latency"),
         QStringLiteral("Milliseconds that every answer of the built-in Close takes."),
         QStringLiteral("number")},
        {QStringLiteral("busy"),
         QStringLiteral("Of 1000 requests to the built-in Close, how many are answered 429."),
         QStringLiteral("number")},
        {QStringLiteral("cut"),
         QStringLiteral("Of 1000 answers of the built-in Close, how many are lost on the way."),
         QStringLiteral("number")},
        {QStringLiteral("state"), QStringLiteral("File that keeps what is written to the built-in Close."),
         QStringLiteral("file")},
    });
}

/// How the road to the built-in Close is; empty on success, else what is wrong.
QString readWeather(const QCommandLineParser &parser, sandbox::Server::Options *server)
{
    const auto read = [&parser](const char *name, qint64 most, qint64 *number) {
        const QString option = QLatin1String(name);
        return !parser.isSet(option) || readNumber(parser.value(option), 0, most, number);
    };
    constexpr int second = 1000;
    qint64 rate = qint64(server->rateLimit) * second / server->rateWindowMs;
    qint64 latency = 0;
    qint64 busy = 0;
    qint64 cut = 0;
    if (!read("rate", 100'000, &rate))
        return QStringLiteral("--rate needs a number from 0 to 100000");
    if (!read("latency", 60'000, &latency))
        return QStringLiteral("--latency needs a number from 0 to 60000");
    if (!read("busy", 1000, &busy) || !read("cut", 1000, &cut))
        return QStringLiteral("--busy and --cut need a number from 0 to 1000");
    server->rateLimit = static_cast<int>(rate * server->rateWindowMs / second);
    server->weather.latencyMs = static_cast<int>(latency);
    server->weather.rateLimitedShare = double(busy) / 1000;
    server->weather.resetShare = double(cut) / 1000;
    return {};
}

/// The numbers of the built-in Close; empty on success, else what is wrong.
QString readServerOptions(const QCommandLineParser &parser, Options *options)
{
    qint64 number = 0;
    if (parser.isSet(QStringLiteral("port"))) {
        if (!readNumber(parser.value(QStringLiteral("port")), 0, 65535, &number))
            return QStringLiteral("--port needs a number from 0 to 65535");
        options->server.port = static_cast<quint16>(number);
    }
    if (parser.isSet(QStringLiteral("proxy-port"))) {
        if (!readNumber(parser.value(QStringLiteral("proxy-port")), 0, 65535, &number))
            return QStringLiteral("--proxy-port needs a number from 0 to 65535");
        options->server.proxyPort = static_cast<quint16>(number);
    }
    if (parser.isSet(QStringLiteral("leads"))) {
        if (!readNumber(parser.value(QStringLiteral("leads")), 0, 10'000'000, &number))
            return QStringLiteral("--leads needs a number from 0 to 10000000");
        options->server.store.leads = static_cast<int>(number);
    }
    if (parser.isSet(QStringLiteral("seed"))) {
        if (!readNumber(parser.value(QStringLiteral("seed")), 0, std::numeric_limits<qint64>::max(), &number))
            return QStringLiteral("--seed needs a whole number");
        options->server.store.seed = static_cast<quint64>(number);
    }
    if (parser.isSet(QStringLiteral("api-key")))
        options->server.apiKey = parser.value(QStringLiteral("api-key")).toUtf8();
    if (parser.isSet(QStringLiteral("api-key")) || parser.isSet(QStringLiteral("rep-key")))
        options->server.repKey = parser.value(QStringLiteral("rep-key")).toUtf8();
    options->server.store.stateFile = parser.value(QStringLiteral("state"));
    return readWeather(parser, &options->server);
}

} // namespace

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return mistake(parser.errorText());

    Options options;
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        options.verb = Options::Verb::Message;
        options.message = parser.isSet(QStringLiteral("help"))
                              ? parser.helpText()
                              : QLatin1String("leadline " LEADLINE_VERSION "\n");
        return options;
    }
    if (const QString wrong = readServerOptions(parser, &options); !wrong.isEmpty())
        return mistake(wrong);

    options.isOnSandbox = parser.isSet(QStringLiteral("sandbox"));
    options.isFresh = parser.isSet(QStringLiteral("fresh"));
    options.dataRoot = parser.value(QStringLiteral("data"));
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    options.shotFolder = parser.value(QStringLiteral("shots"));
    options.suffix = parser.value(QStringLiteral("suffix"));
    options.theme = parser.value(QStringLiteral("theme"));
    if (!QStringList{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")}.contains(
            options.theme))
        return mistake(QStringLiteral("--theme is system, light or dark"));

    const QStringList positional = parser.positionalArguments();
    if (positional.size() > 1 || (positional.size() == 1 && positional.first() != QLatin1String("sandbox")))
        return mistake(QStringLiteral("Unknown command: ") + positional.join(QLatin1Char(' ')));
    if (!positional.isEmpty())
        options.verb = Options::Verb::Sandbox;
    else if (parser.isSet(QStringLiteral("text")))
        options.verb = Options::Verb::Text;
    else if (parser.isSet(QStringLiteral("shots")))
        options.verb = Options::Verb::Shots;
    return options;
}

} // namespace leadline
