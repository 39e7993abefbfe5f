using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>One request as it was made: out of an operation, by some mutations in turn, each with random numbers of its own.</summary>
internal sealed record FuzzCase(
    DocumentedOperation Operation, int Seed, bool IsVaried, IReadOnlyList<(string Name, Mutation Apply, int Seed)> Mutations)
{
    private static readonly double[] ShareOfCounts = [0.15, 0.55, 0.2, 0.1];

    public override string ToString() => $"{Operation}{string.Concat(Mutations.Select(mutation => ", " + mutation.Name))}";

    public static FuzzCase Plain(DocumentedOperation operation) => new(operation, Seed: 0, IsVaried: false, []);

    public static FuzzCase Random(
        IReadOnlyList<DocumentedOperation> operations, RequestBuilder builder, Mutations mutations, World world, int seed)
    {
        var random = new Random(seed);
        var made = new FuzzCase(random.Of(operations), random.Next(), IsVaried: true, []);
        for (var left = CountOf(random); left > 0; left--)
        {
            var (name, apply) = mutations.Pick(made.ToRequest(builder, world), random);
            made = made with { Mutations = [.. made.Mutations, (name, apply, random.Next())] };
        }

        return made;
    }

    public FuzzRequest ToRequest(RequestBuilder builder, World world) => Mutations.Aggregate(
        builder.Build(Operation, new Random(Seed), IsVaried),
        (request, mutation) => mutation.Apply(request, world, new Random(mutation.Seed)));

    /// <summary>The same with one mutation less, each in turn.</summary>
    public IEnumerable<FuzzCase> Smaller() =>
        Mutations.Select((_, at) => this with { Mutations = [.. Mutations.Where((_, index) => index != at)] });

    private static int CountOf(Random random)
    {
        var left = random.NextDouble();
        return Math.Min(ShareOfCounts.TakeWhile(share => (left -= share) > 0).Count(), ShareOfCounts.Length - 1);
    }
}
