using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Api.Telemetry;
using Shop.Data.ApiKeys;
using Shop.Data.Redis;
using Shop.Data.Users;

namespace Shop.Api.Users;

internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/v1/users").WithTags("Users").MeIsCaller().ExampleOf("id", UserExamples.Id);
        users.Post("/", RegisterAsync).For(Audience.Everyone).LimitedBy(AddressLimit.Registration).As("registerUser", "Register a user")
            .Creates().Fails(404, "not-found").Fails(409, "email-taken").Example(UserExamples.Registration, UserExamples.User);
        users.Get("/", ListAsync).For(Audience.Admin).ForKeys(ApiKeyScope.UsersRead).SortedBy("-createdAt", "createdAt", "email")
            .As("listUsers", "List users").Example(UserExamples.Page);
        users.Get("/{id}", GetAsync).ForKeys(ApiKeyScope.UsersRead).As("getUser", "Read a user").Example(UserExamples.User);
        users.Put("/{id}", ReplaceAsync).About(CurrentAsync).As("replaceUser", "Replace a user's data")
            .Fails(409, "email-taken", "last-admin").Example(UserExamples.Replacement, UserExamples.Replaced);
        users.Delete("/{id}", EraseAsync).As("eraseUser", "Erase a user's personal data")
            .Fails(409, "last-admin", "user-has-open-purchases");
        users.Patch("/{id}", PatchAsync).As("patchUser", "Change parts of a user's data")
            .Fails(409, "email-taken", "last-admin").Example(UserExamples.Patch, UserExamples.Replaced);
        users.Post("/{id}/password", ChangePassword.HandleAsync).As("changePassword", "Change a password")
            .Fails(403, "wrong-password").Sends(UserExamples.PasswordChange);
        users.Get("/{id}/export", ExportUser.HandleAsync).As("exportUser", "Export all that is stored of a person")
            .Example(UserExamples.Export);
    }

    private static async Task<Results<Answer<UserResponse>, Problem>> RegisterAsync(
        Body<RegistrationRequest> body,
        Change change,
        UserStore users,
        Passwords passwords,
        AccountMetrics metrics,
        CancellationToken cancellationToken)
    {
        var result = await users.CreateAsync(body.Value.ToNewUser(passwords), change.Operation, cancellationToken);
        if (result is CreateUserResult.Created { Written.Replayed: false })
        {
            metrics.Registered();
        }

        return result switch
        {
            CreateUserResult.Created created => Answer.Created($"/v1/users/{created.User.Id}", UserResponse.From(created.User))
                .WithETag(created.User.Version).After(created.Written),
            CreateUserResult.NotFound => Problems.NotFound(),
            CreateUserResult.EmailTaken => Problems.EmailTaken(),
            CreateUserResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Registering a user came to {unknown}."),
        };
    }

    private static async Task<PageAnswer<UserResponse>> ListAsync(
        Page page, Query<UserQuery> query, UserStore users, Consistency consistency, CancellationToken cancellationToken) =>
        page.With(await users.ListAsync(query.Value.ToFilter(), page.ToQuery(), consistency, cancellationToken), UserResponse.From);

    private static async Task<Results<Answer<UserResponse>, Problem>> GetAsync(
        Guid id, Caller caller, UserStore users, Consistency consistency, CancellationToken cancellationToken)
    {
        var user = MayTouch(caller, id) ? await users.FindAsync(id, consistency, cancellationToken) : null;
        return user is null ? Problems.NotFound() : Answer.Ok(UserResponse.From(user)).WithETag(user.Version);
    }

    private static async Task<Results<Answer<UserResponse>, Problem>> ReplaceAsync(
        Guid id, Body<UserRequest> body, Change change, Caller caller, UserStore users, CancellationToken cancellationToken)
    {
        if (!MayTouch(caller, id))
        {
            return Problems.NotFound();
        }

        return await users.ReplaceAsync(id, body.Value.ToReplacement(), change.IfMatch, change.Operation, cancellationToken) switch
        {
            ReplaceUserResult.Replaced replaced => Answer.Ok(UserResponse.From(replaced.User))
                .WithETag(replaced.User.Version).After(replaced.Written),
            ReplaceUserResult.NotFound => Problems.NotFound(),
            ReplaceUserResult.PreconditionFailed failed => Problems.PreconditionFailed(Version(failed.CurrentVersion)),
            ReplaceUserResult.EmailTaken => Problems.EmailTaken(),
            ReplaceUserResult.LastAdmin => Problems.LastAdmin(),
            ReplaceUserResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Replacing a user came to {unknown}."),
        };
    }

    private static Task<Results<Answer<UserResponse>, Problem>> PatchAsync(
        Guid id, Patch<UserRequest> patch, Change change, Caller caller, UserStore users, CancellationToken cancellationToken) =>
        patch.ApplyAsync(
            change,
            async () => MayTouch(caller, id) && await users.FindLatestAsync(id, cancellationToken) is { } user
                ? new Patchable<UserRequest>(UserRequest.From(user), Subject.At(user.Version))
                : null,
            (merged, based) => ReplaceAsync(id, new Body<UserRequest>(merged), based, caller, users, cancellationToken));

    private static async Task<Results<Answer, Problem>> EraseAsync(
        Guid id, Change change, Caller caller, UserStore users, CancellationToken cancellationToken)
    {
        if (!MayTouch(caller, id))
        {
            return Problems.NotFound();
        }

        return await users.EraseAsync(id, change.IfMatch, change.Operation, cancellationToken) switch
        {
            EraseUserResult.Erased erased => Answer.NoContent().After(erased.Written),
            EraseUserResult.NotFound => Problems.NotFound(),
            EraseUserResult.PreconditionFailed failed => Problems.PreconditionFailed(Version(failed.CurrentVersion)),
            EraseUserResult.LastAdmin => Problems.LastAdmin(),
            EraseUserResult.UserHasOpenPurchases => Problems.UserHasOpenPurchases(),
            EraseUserResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Erasing a user came to {unknown}."),
        };
    }

    private static async Task<Subject> CurrentAsync(Guid id, Caller caller, UserStore users, Consistency consistency, CancellationToken cancellationToken)
    {
        var user = MayTouch(caller, id) ? await users.FindAsync(id, consistency, cancellationToken) : null;
        return user is null ? Subject.Missing : Subject.At(user.Version);
    }

    internal static bool MayTouch(Caller caller, Guid id) => caller.IsAdmin || caller.Id == id;

    private static long Version(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
