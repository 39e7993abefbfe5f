using System.Text.Json.Nodes;

namespace Shop.Fuzz.Tests;

/// <summary>Makes another request out of one. All it chooses it takes from the random numbers it is given.</summary>
internal delegate FuzzRequest Mutation(FuzzRequest request, World world, Random random);

/// <summary>All mutations, by what they change.</summary>
internal sealed class Mutations(JsonNode document)
{
    private const double BodyShare = 0.7;

    private readonly IReadOnlyList<(string Name, Mutation Apply)> _body = new BodyMutations(document).All;

    private readonly (double Share, IReadOnlyList<(string Name, Mutation Apply)> Of)[] _others =
    [
        (0.15, ByteMutations.All),
        (0.25, QueryMutations.All),
        (0.30, HeaderMutations.All),
        (0.20, PathMutations.All),
        (0.10, WireMutations.All),
    ];

    /// <summary>One that has something to change in the request.</summary>
    public (string Name, Mutation Apply) Pick(FuzzRequest request, Random random)
    {
        if (request.Body is not null && random.Chance(BodyShare))
        {
            return random.Of(_body);
        }

        var left = random.NextDouble();
        foreach (var (share, mutations) in _others)
        {
            left -= share;
            if (left < 0)
            {
                return random.Of(mutations);
            }
        }

        return random.Of(_others[0].Of);
    }
}
