using System.Globalization;
using System.Text;

namespace Shop.Local.Drill;

/// <summary>
/// A run as SVG: a dot for each call, how long it took over when it began, and below how many writes were acknowledged. Calls that fall on
/// the same spot share one dot, so a long run is no bigger than a short one.
/// </summary>
internal sealed class LatencyPicture
{
    private const double Left = 62;
    private const double Right = 948;
    private const double Top = 26;
    private const double Bottom = 250;
    private const double StripTop = 276;
    private const double StripBottom = 330;
    private const double Spot = 1.5;
    private const double Fastest = 1; // ms
    private const double Slowest = 32_000;
    private const int Slots = 120;

    private static readonly (double Milliseconds, string Text)[] Lines =
        [(1, "1 ms"), (10, "10 ms"), (100, "100 ms"), (1_000, "1 s"), (10_000, "10 s")];

    private readonly StringBuilder _svg = new();
    private readonly Timeline _line;
    private readonly double _end;

    private LatencyPicture(Timeline line, double end) => (_line, _end) = (line, end);

    public static string Draw(IReadOnlyList<Operation> journal, Timeline line)
    {
        var end = journal.Select(call => call.End).Append(line.End).Max().TotalSeconds;
        var picture = new LatencyPicture(line, end);
        picture.Open();
        picture.Phases();
        picture.Grid();
        picture.Dots("read", journal.Where(call => !call.IsWrite && !call.IsUncertain));
        picture.Dots("write", journal.Where(call => call.IsWrite && !call.IsUncertain));
        picture.Dots("bad", journal.Where(call => call.IsUncertain));
        picture.Strip([.. journal.Where(call => call is { IsWrite: true, Outcome: Outcome.Acknowledged })]);
        return picture._svg.Append("</svg>").ToString();
    }

    private void Open() => _svg.Append(
        "<svg viewBox=\"0 0 960 356\" role=\"img\" aria-label=\"How long each call took, over the time of the run\">");

    private void Phases()
    {
        var (fault, heal) = (X(_line.Fault.TotalSeconds), X(_line.Heal.TotalSeconds));
        var width = Math.Max(heal - fault, 0);
        Write($"<rect class=\"broken\" x=\"{fault:0.#}\" y=\"{Top}\" width=\"{width:0.#}\" height=\"{StripBottom - Top}\"/>");
        Mark(fault, "fault", "end", -5);
        Mark(heal, "heal", "start", 5);
    }

    private void Mark(double x, string text, string anchor, double aside)
    {
        Write($"<line class=\"event\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top - 8}\" y2=\"{StripBottom}\"/>");
        Write($"<text class=\"event\" x=\"{x + aside:0.#}\" y=\"{Top - 10}\" text-anchor=\"{anchor}\">{text}</text>");
    }

    private void Grid()
    {
        foreach (var (milliseconds, text) in Lines)
        {
            var y = Y(milliseconds);
            Write($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            Write($"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{text}</text>");
        }

        var step = _end > 40 ? 10 : _end > 20 ? 5 : 2;
        for (var second = 0; second <= _end; second += step)
        {
            Write($"<text x=\"{X(second):0.#}\" y=\"{StripBottom + 16}\" text-anchor=\"middle\">{second} s</text>");
        }
    }

    private void Dots(string kind, IEnumerable<Operation> calls)
    {
        var spots = calls.Select(call => (
            X: Math.Round(X(call.Start.TotalSeconds) / Spot), Y: Math.Round(Y(call.Took.TotalMilliseconds) / Spot))).Distinct();
        Write($"<path class=\"{kind}\" d=\"");
        foreach (var (x, y) in spots)
        {
            Write($"M{x * Spot:0.#} {y * Spot:0.#}h0");
        }

        _svg.Append("\"/>");
    }

    /// <summary>A stall shows as a hole.</summary>
    private void Strip(IReadOnlyCollection<Operation> acknowledged)
    {
        var slot = _end / Slots;
        var counts = acknowledged.CountBy(write => Math.Min((int)(write.End.TotalSeconds / slot), Slots - 1)).ToDictionary();
        var most = Math.Max(1, counts.Values.DefaultIfEmpty().Max());
        Write($"<path class=\"rate\" d=\"M{Left} {StripBottom}");
        for (var i = 0; i < Slots; i++)
        {
            var y = StripBottom - ((StripBottom - StripTop) * counts.GetValueOrDefault(i) / most);
            Write($"L{X(i * slot):0.#} {y:0.#}L{X((i + 1) * slot):0.#} {y:0.#}");
        }

        Write($"L{Right} {StripBottom}Z\"/>");
        Write($"<text x=\"{Left - 8}\" y=\"{StripTop + 8}\" text-anchor=\"end\">{most / slot:0}/s</text>");
        Write($"<text x=\"{Left}\" y=\"{StripTop - 6}\">writes acknowledged</text>");
    }

    private double X(double seconds) => Left + ((Right - Left) * seconds / _end);

    private static double Y(double milliseconds) =>
        Bottom - ((Bottom - Top) * Math.Log(Math.Clamp(milliseconds, Fastest, Slowest) / Fastest) / Math.Log(Slowest / Fastest));

    private void Write(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
