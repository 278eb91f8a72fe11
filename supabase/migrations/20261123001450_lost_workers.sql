create function private.max_lost_leases()
returns integer
language sql
immutable
set search_path = ''
as $$
  select 5
$$;
comment on function private.max_lost_leases is
  'After so many claims that ended without a word, as when the worker is killed, a generation is given up.';

create function private.is_exhausted(p_generation public.generations, p_job private.generation_jobs)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select case when p_job.lease_expires_at is null
    then p_generation.attempts >= p_generation.max_attempts
    else p_job.lost_lease_count + 1 >= private.max_lost_leases()
  end
$$;
comment on function private.is_exhausted is
  'Whether an unfinished generation that nobody works on has had all its attempts, or has outlived too many workers. '
  'A lease that has run out is one that nobody gave back.';

create function private.has_capacity(p_worker text, p_lost_leases integer)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_lost_leases = 0 then
    return true;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('worker ' || p_worker, 0));
  return 4 ^ p_lost_leases + coalesce(sum(4 ^ j.lost_lease_count), 0) <= 4 ^ (private.max_lost_leases() - 1)
  from private.generation_jobs j
  where j.worker = p_worker and j.lost_lease_count > 0 and j.lease_expires_at > clock_timestamp();
end
$$;
comment on function private.has_capacity is
  'Whether a worker may take a generation that has outlived so many workers beside what it holds. One of them may '
  'have killed the others'' workers too: with every lost lease fewer of them share a worker, a quarter each time, and '
  'before the last one it has none of the others beside it. So what kills workers is found out, and is the only one '
  'that is given up for it.';
