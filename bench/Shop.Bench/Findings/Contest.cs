using Shop.Bench.Load;
using Shop.Local;

namespace Shop.Bench.Findings;

/// <summary>Contestants that take turns, so that each has the same share of whatever else the machine does.</summary>
/// <param name="PlayAsync">One round; throws <see cref="SpoiltRoundException"/> where an answer was not right.</param>
internal sealed record Contestant(string Name, Func<Task<double>> PlayAsync);

internal static class Contest
{
    private const int Tries = 3;
    private const int WarmUps = 3; // .NET compiles what is called often once more, in the background

    /// <summary>Rounds to warm up, then those that count, in turn from the first and from the last.</summary>
    public static async Task<IReadOnlyList<Figure>> PlayAsync(int rounds, params Contestant[] contestants)
    {
        var figures = contestants.ToDictionary(contestant => contestant.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 1 - WarmUps; round <= rounds; round++)
        {
            foreach (var contestant in round % 2 == 0 ? contestants : contestants.Reverse())
            {
                var figure = await PlayAsync(contestant);
                if (round > 0)
                {
                    figures[contestant.Name].Add(figure);
                }
            }
        }

        return [.. contestants.Select(contestant => new Figure(contestant.Name, figures[contestant.Name]))];
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
