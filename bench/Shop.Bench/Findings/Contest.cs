using Shop.Bench.Load;
using Shop.Local;

namespace Shop.Bench.Findings;

/// <summary>Contestants that take turns, so that each has the same share of whatever else the machine does.</summary>
/// <param name="PlayAsync">One round; throws <see cref="SpoiltRoundException"/> where an answer was not right.</param>
internal sealed record Contestant(string Name, Func<Task<double>> PlayAsync);

internal static class Contest
{
    private const int Tries = 3;
    private const int LeastWarmUps = 3;
    private const int MostWarmUps = 7;
    private const double Steady = 0.05;

    /// <summary>Each is warmed up, then all take turns.</summary>
    public static async Task<IReadOnlyList<Figure>> PlayAsync(int rounds, params Contestant[] contestants)
    {
        foreach (var contestant in contestants)
        {
            await WarmUpAsync(contestant);
        }

        return await TakeTurnsAsync(rounds, contestants);
    }

    /// <summary>Rounds from the first to the last and from the last to the first, cold as they are.</summary>
    public static async Task<IReadOnlyList<Figure>> TakeTurnsAsync(int rounds, params Contestant[] contestants)
    {
        var figures = contestants.ToDictionary(contestant => contestant.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var contestant in round % 2 == 0 ? contestants : contestants.Reverse())
            {
                figures[contestant.Name].Add(await PlayAsync(contestant));
            }
        }

        return [.. contestants.Select(contestant => new Figure(contestant.Name, figures[contestant.Name]))];
    }

    /// <summary>
    /// .NET compiles what is called often twice more, in the background: rounds until two in a row are alike, some 20 s of load at most.
    /// </summary>
    public static async Task WarmUpAsync(Contestant contestant)
    {
        var (last, isSteady) = (0d, false);
        for (var round = 1; round <= MostWarmUps && !(isSteady && round > LeastWarmUps); round++)
        {
            var figure = await PlayAsync(contestant);
            isSteady = Math.Abs(figure - last) <= Steady * last;
            last = figure;
        }
    }

    private static async Task<double> PlayAsync(Contestant contestant)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await contestant.PlayAsync();
            }
            catch (SpoiltRoundException spoilt) when (attempt < Tries)
            {
                Console.WriteLine($"A round of '{contestant.Name}' does not count: {spoilt.Message}");
            }
            catch (SpoiltRoundException spoilt)
            {
                throw new Refusal($"'{contestant.Name}' was wrong {Tries} times in a row: {spoilt.Message}");
            }
        }
    }
}
