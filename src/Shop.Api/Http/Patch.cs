using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Shop.Api.Http;

/// <summary>
/// A JSON Merge Patch of what a PUT of the same resource takes as <typeparamref name="T"/>: null clears a field, what is absent stays,
/// objects merge, arrays replace.
/// </summary>
internal sealed class Patch<T>(JsonElement changes, PatchContract<T> contract) : IAdminFields where T : class
{
    // With n patches of one object at a time, each round lets one through: so many rounds outlast any honest crowd, in under a second.
    private const int MaxAttempts = 100;

    private static readonly TimeSpan CrowdRetryAfter = TimeSpan.FromSeconds(1);

    public static ValueTask<Patch<T>?> BindAsync(HttpContext context) => new((Patch<T>)Call.Of(context).Body!);

    public bool HasAdminFields(Guid caller) => contract.Alone(changes) is IAdminFields fields && fields.HasAdminFields(caller);

    /// <summary>The result of the merge, and all the rules that it breaks.</summary>
    public (T Merged, IReadOnlyList<Violation> Violations) Onto(T current) => contract.Merge(current, changes);

    /// <summary>
    /// Merges into what is there and replaces it, in one atomic change: the store's script compares the version that was merged into,
    /// and a race that is lost is run again from the start, up to 100 times. A client that sent If-Match is told (412).
    /// </summary>
    /// <param name="read">What is there now, from the master; null where there is nothing.</param>
    /// <param name="replace">The PUT: it gets the whole result and the change with the version to compare.</param>
    public async Task<Results<Answer<TAnswer>, Problem>> ApplyAsync<TAnswer>(
        Change change,
        Func<Task<Patchable<T>?>> read,
        Func<T, Change, Task<Results<Answer<TAnswer>, Problem>>> replace)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await read() is not { } current)
            {
                return Problems.NotFound();
            }

            var (merged, violations) = Onto(current.Value);
            var basis = current.Subject.Narrow(change.IfMatch);
            if (basis == ETags.NoMatch || violations.Count > 0)
            {
                return await RefuseAsync(current.Value, change, basis, violations, replace);
            }

            var answer = await replace(merged, change with { IfMatch = basis });
            if (!IsStale(answer) || change.IfMatch is not ("" or "*"))
            {
                return answer;
            }
        }

        return Problems.Overloaded(CrowdRetryAfter);
    }

    /// <summary>
    /// Nothing will change now, but an earlier try of this operation may have changed it: the script knows, and replays that. A version
    /// that never matches keeps it from doing anything else.
    /// </summary>
    private static async Task<Results<Answer<TAnswer>, Problem>> RefuseAsync<TAnswer>(
        T current,
        Change change,
        string basis,
        IReadOnlyList<Violation> violations,
        Func<T, Change, Task<Results<Answer<TAnswer>, Problem>>> replace)
    {
        var answer = await replace(current, change with { IfMatch = ETags.NoMatch });
        return IsStale(answer) && basis != ETags.NoMatch ? Problems.ValidationFailed(violations) : answer;
    }

    private static bool IsStale<TAnswer>(Results<Answer<TAnswer>, Problem> answer) =>
        answer.Result is Problem { Status: StatusCodes.Status412PreconditionFailed };
}

/// <summary>What a patch is merged into.</summary>
/// <param name="Value">As a PUT that changes nothing would send it.</param>
/// <param name="Subject">The version of just that.</param>
internal sealed record Patchable<T>(T Value, Subject Subject);
